import { isRefusal, isTransient } from "../endpoint/describe-failure.ts";
import { findActivity, findStateMachine } from "../endpoint/list-resources.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";

/** Stands before the name of everything that saga-cli makes at an endpoint for a while. */
export const TEMPORARY_PREFIX = "saga-cli-";
/** The tag of everything that saga-cli makes at an endpoint for a while; `saga-cli cleanup` goes by it. */
export const TEMPORARY_TAG = "saga-cli:temporary";

/** What one run makes at an endpoint, and takes away again. */
export interface TemporaryResources {
  /** Makes an activity; gives its ARN. */
  readonly activity: () => Promise<string>;
  /** Makes a state machine; gives its ARN. */
  readonly machine: (definition: string, type: "STANDARD" | "EXPRESS") => Promise<string>;
  /** Starts an execution of one of its STANDARD machines; gives its ARN. */
  readonly start: (stateMachineArn: string, input: string) => Promise<string>;
  /** Says that an execution has ended, and need not be stopped. */
  readonly ended: (executionArn: string) => void;
  /** Stops what runs and deletes everything, whatever the person has interrupted; gives the names of what could not be deleted. */
  readonly remove: () => Promise<readonly string[]>;
}

/** What a run's resources are known by. */
export interface TemporaryNames {
  /** Of the machine that is copied. */
  readonly machineName: string;
  /** Unlike that of any other run. */
  readonly runId: string;
  readonly roleArn: string;
  /** Ends what is being made. */
  readonly signal?: AbortSignal | undefined;
}

interface Resource {
  readonly kind: "stateMachine" | "activity";
  readonly name: string;
  /** Undefined as long as nobody has answered. */
  arn: string | undefined;
}

/** Nothing yet. */
export function temporaryResources(client: SfnClient, { machineName, runId, roleArn, signal }: TemporaryNames): TemporaryResources {
  const made: Resource[] = [];
  const running = new Set<string>();
  const legible = machineName.replaceAll(/[^A-Za-z0-9_-]+/g, "-").slice(0, 40);
  const tags = [
    { key: TEMPORARY_TAG, value: runId },
    { key: "saga-cli:machine", value: legible },
  ];
  let executions = 0;

  function plan(kind: Resource["kind"]): Resource {
    const resource: Resource = { kind, name: `${TEMPORARY_PREFIX}${legible}-${runId}-${made.length}`, arn: undefined };
    // Before it is asked for: an answer may be lost that a resource came of.
    made.push(resource);
    return resource;
  }

  return {
    async activity() {
      const resource = plan("activity");
      const { activityArn = "" } = await client.call("CreateActivity", { name: resource.name, tags }, { signal });
      resource.arn = activityArn;
      return activityArn;
    },
    async machine(definition, type) {
      const resource = plan("stateMachine");
      const request = { name: resource.name, definition, type, roleArn, tags };
      const { stateMachineArn = "" } = await client.call("CreateStateMachine", request, { signal });
      resource.arn = stateMachineArn;
      return stateMachineArn;
    },
    async start(stateMachineArn, input) {
      executions += 1;
      const name = `${runId}-${executions}`;
      const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
      running.add(executionArn);
      try {
        await client.call("StartExecution", { stateMachineArn, name, input }, { signal });
      } catch (error) {
        // Nobody else has this name: the answer was lost, and the execution has even ended since.
        if (!isRefusal(error, "ExecutionAlreadyExists")) throw error;
      }
      return executionArn;
    },
    ended: (executionArn) => void running.delete(executionArn),
    async remove() {
      const stops = [...running].map((executionArn) => ({ name: "", work: () => client.call("StopExecution", { executionArn }) }));
      const deletions = made.map((resource) => ({ name: resource.name, work: () => removeResource(client, resource) }));
      const left: string[] = [];
      let isUnreachable = false;
      for (const { name, work } of [...stops, ...deletions]) {
        const failure = isUnreachable ? new Error() : await failureOf(work);
        // Every call would be as patient with an endpoint that is gone.
        isUnreachable ||= isTransient(failure);
        if (failure !== undefined && name !== "") left.push(name);
      }
      return left;
    },
  };
}

async function removeResource(client: SfnClient, { kind, name, arn }: Resource): Promise<void> {
  if (kind === "activity") {
    const activityArn = arn ?? (await findActivity(client, name));
    if (activityArn !== undefined) await client.call("DeleteActivity", { activityArn });
  } else {
    const stateMachineArn = arn ?? (await findStateMachine(client, name));
    if (stateMachineArn !== undefined) await client.call("DeleteStateMachine", { stateMachineArn });
  }
}

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
}
