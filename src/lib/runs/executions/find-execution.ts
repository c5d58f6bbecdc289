import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, UserError } from "../../base/user-error.ts";
import type { SfnClient } from "../../targets/endpoint/sfn-client.ts";
import { stateMachineArnOf } from "../machine/resolve-remote.ts";

/** ListExecutions refills by two calls a second. */
const LOOK_MS = 2000;

/** The newest execution of a state machine (NAME or ARN); with `wait`, the next one that runs. @throws UserError where there is none. */
export async function findExecution(
  client: SfnClient,
  stateMachine: string,
  { wait, signal }: { readonly wait: boolean; readonly signal: AbortSignal },
): Promise<string> {
  const stateMachineArn = await stateMachineArnOf(client, stateMachine, signal);
  for (;;) {
    const request = { stateMachineArn, maxResults: 1, ...(wait ? { statusFilter: "RUNNING" as const } : {}) };
    const { executions = [] } = await client.call("ListExecutions", request, { signal });
    const arn = executions[0]?.executionArn;
    if (arn !== undefined) return arn;
    if (!wait) throw new UserError(`${stateMachine} has no executions`, "Wait for the next one with --wait.", undefined, EXIT.target);
    await sleep(LOOK_MS, undefined, { signal });
  }
}
