import { checkCopyable } from "../../faults/check-copyable.ts";
import type { Envelope } from "../../faults/inject-faults.ts";
import { failInstrument, instrumentCopy } from "../../faults/instrument-copy.ts";
import type { HistoryEvent } from "../../history/event.ts";
import { endOf } from "./execution-end.ts";
import { followHistory } from "../endpoint/follow-history.ts";
import { readChildren } from "../endpoint/read-children.ts";
import type { RemoteExecution } from "./remote-execution.ts";
import { runCopy } from "./run-copy.ts";
import { runExpress } from "./run-express.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";
import type { Target, TargetRun } from "../target.ts";
import type { TemporaryResources } from "./temporary-resources.ts";
import { temporaryResources } from "./temporary-resources.ts";

/** What an endpoint runs a machine with. */
export interface RemoteTargetOptions {
  readonly envelope: Envelope;
  readonly client: SfnClient;
  readonly type: "STANDARD" | "EXPRESS";
  /** Of the copy. */
  readonly roleArn: string;
  /** The person's own machine, which runs where there are no faults; a copy without it. It is never changed. */
  readonly stateMachineArn?: string | undefined;
  /** Makes the names of what this run makes unlike those of others. */
  readonly runId: string;
  /** Gets what the person should know that does not show in the execution. */
  readonly onNotice: (notice: RemoteNotice) => void;
}

/** What an endpoint is left with against expectation. */
export type RemoteNotice =
  /** These could not be taken away. */
  | { readonly type: "left-behind"; readonly names: readonly string[] }
  /** The person interrupted, and their own machine's execution was left alone: to stop a saga halfway would be a fault of its own. */
  | { readonly type: "goes-on"; readonly executionArn: string };

/** An endpoint of the Step Functions API as a target. Faults, and definitions that are not there yet, run as a tagged copy that is taken away again. */
export function remoteTarget(options: RemoteTargetOptions): Target {
  const { client, type, roleArn, stateMachineArn, runId } = options;
  return {
    async run(run) {
      const { machine, machineName, faults, interrupted: signal } = run;
      checkCopyable(machine, type, faults);
      if (stateMachineArn !== undefined && faults.length === 0) {
        const ran = type === "EXPRESS" ? await runExpress(client, stateMachineArn, run) : await runDeployed(options, stateMachineArn, run);
        return { ...ran, ...(await readChildren(client, ran.events, signal)) };
      }
      const resources = temporaryResources(client, { machineName, runId, roleArn, signal });
      try {
        const ran = await runTemporary(options, resources, run);
        return { ...ran, ...(await readChildren(client, ran.events, signal)) };
      } finally {
        const left = await resources.remove();
        if (left.length > 0) options.onNotice({ type: "left-behind", names: left });
      }
    },
  };
}

async function runTemporary(options: RemoteTargetOptions, resources: TemporaryResources, run: TargetRun): Promise<RemoteExecution> {
  const { client, type, envelope } = options;
  if (type === "STANDARD" && run.faults.length > 0) return runCopy(client, envelope, resources, run);
  if (type === "STANDARD") {
    const stateMachineArn = await resources.machine(JSON.stringify(run.definition), type);
    const executionArn = await resources.start(stateMachineArn, JSON.stringify(run.input));
    const ran = await followOut(client, executionArn, run);
    resources.ended(executionArn);
    return ran;
  }
  const failures = new Map(run.faults.toReversed().map(({ state, effect }) => [state, effect]));
  const copy = instrumentCopy(
    run.definition,
    new Set(failures.keys()),
    failInstrument((state) => failures.get(state)),
  );
  return runExpress(client, await resources.machine(JSON.stringify(copy), type), run);
}

/** Runs the person's machine as it is. */
async function runDeployed({ client, onNotice }: RemoteTargetOptions, stateMachineArn: string, run: TargetRun): Promise<RemoteExecution> {
  const { executionName: name, input, interrupted: signal } = run;
  const request = { stateMachineArn, name, input: JSON.stringify(input) };
  const { executionArn = "" } = await client.call("StartExecution", request, { signal });
  try {
    return await followOut(client, executionArn, run);
  } catch (error) {
    if (signal?.aborted) onNotice({ type: "goes-on", executionArn });
    throw error;
  }
}

async function followOut(client: SfnClient, executionArn: string, { interrupted: signal, onEvent }: TargetRun): Promise<RemoteExecution> {
  const events: HistoryEvent[] = [];
  for await (const batch of followHistory(client, executionArn, { signal })) {
    events.push(...batch);
    for (const event of batch) onEvent?.(event);
  }
  return { executionArn, events, ...endOf(events), hits: [], injected: [] };
}
