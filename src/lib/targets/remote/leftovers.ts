import { isRefusal } from "../endpoint/describe-failure.ts";
import { listActivities, listStateMachines } from "../endpoint/list-resources.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";
import { TEMPORARY_PREFIX, TEMPORARY_TAG } from "./temporary-resources.ts";

/** What a run made at an endpoint and did not take away. */
export interface Leftover {
  readonly kind: "stateMachine" | "activity";
  readonly name: string;
  readonly arn: string;
  /** ms since the epoch. */
  readonly createdAt: number;
}

/** Everything at an endpoint that has saga-cli's tag; the name only saves asking for every other's tags. */
export async function findLeftovers(client: SfnClient, signal?: AbortSignal): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for await (const { stateMachineArn: arn, name, createdAt } of listStateMachines(client, signal)) {
    if (await isTemporary(client, arn, name, signal)) found.push({ kind: "stateMachine", name, arn, createdAt });
  }
  for await (const { activityArn: arn, name, createdAt } of listActivities(client, signal)) {
    if (await isTemporary(client, arn, name, signal)) found.push({ kind: "activity", name, arn, createdAt });
  }
  return found;
}

/** Deletes a leftover; what a state machine runs is stopped before. */
export async function removeLeftover(client: SfnClient, { kind, arn }: Leftover, signal?: AbortSignal): Promise<void> {
  if (kind === "activity") {
    await client.call("DeleteActivity", { activityArn: arn }, { signal });
    return;
  }
  for (const executionArn of await runningExecutions(client, arn, signal)) await client.call("StopExecution", { executionArn }, { signal });
  await client.call("DeleteStateMachine", { stateMachineArn: arn }, { signal });
}

async function isTemporary(client: SfnClient, resourceArn: string, name: string, signal: AbortSignal | undefined): Promise<boolean> {
  if (!name.startsWith(TEMPORARY_PREFIX)) return false;
  try {
    const { tags = [] } = await client.call("ListTagsForResource", { resourceArn }, { signal });
    return tags.some(({ key }) => key === TEMPORARY_TAG);
  } catch (error) {
    if (isRefusal(error, ...GONE)) return false;
    throw error;
  }
}

async function runningExecutions(client: SfnClient, stateMachineArn: string, signal: AbortSignal | undefined): Promise<readonly string[]> {
  try {
    const { executions = [] } = await client.call(
      "ListExecutions",
      { stateMachineArn, statusFilter: "RUNNING", maxResults: 1000 },
      { signal },
    );
    return executions.flatMap(({ executionArn }) => executionArn ?? []);
  } catch (error) {
    // EXPRESS machines list none.
    if (isRefusal(error, "StateMachineTypeNotSupported", ...GONE)) return [];
    throw error;
  }
}

/** Deleted by somebody else meanwhile. */
const GONE = ["ResourceNotFound", "StateMachineDoesNotExist", "StateMachineDeleting", "ActivityDoesNotExist"];
