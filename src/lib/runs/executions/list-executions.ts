import type { SfnClient } from "../../targets/endpoint/sfn-client.ts";
import { readHistoryOf } from "../../targets/endpoint/follow-history.ts";
import type { Outcome } from "../../verify/verdict.ts";
import { resolveExecution } from "./resolve-execution.ts";
import type { Place } from "../machine/resolve-remote.ts";
import { stateMachineArnOf } from "../machine/resolve-remote.ts";
import { verifyExecution } from "./verify-execution.ts";

/** One execution of a list. */
export interface ListedExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  /** null while it runs. */
  readonly stoppedAt: number | null;
  readonly key: string | null;
  readonly outcome: Outcome;
}

/** Which executions are wanted. */
export interface ListFilter {
  readonly status?: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING_REDRIVE" | undefined;
  readonly outcomes?: readonly string[] | undefined;
  /** The most executions that are looked at. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** The executions of a state machine (NAME or ARN), newest first, each judged by its own history and the definition that it ran. */
export async function* listExecutions(
  client: SfnClient,
  place: Place,
  stateMachine: string,
  { status, outcomes, limit, signal }: ListFilter,
): AsyncGenerator<ListedExecution, void> {
  const stateMachineArn = await stateMachineArnOf(client, stateMachine, signal);
  let nextToken: string | undefined;
  let left = limit;
  do {
    const request = {
      stateMachineArn,
      maxResults: Math.min(left, 1000),
      ...(status === undefined ? {} : { statusFilter: status }),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
    const page = await client.call("ListExecutions", request, { signal });
    for (const { executionArn = "", name = "", status: at = "", startDate, stopDate } of page.executions ?? []) {
      left -= 1;
      const resolved = await resolveExecution(client, place, executionArn, undefined, signal);
      const events = await readHistoryOf(client, executionArn, signal);
      const { verdict } = await verifyExecution(client, { executionArn, events }, resolved, {}, signal);
      const { outcome, key } = verdict;
      if (outcomes !== undefined && !outcomes.includes(outcome)) continue;
      yield { executionArn, name, status: at, startedAt: startDate?.getTime() ?? 0, stoppedAt: stopDate?.getTime() ?? null, key, outcome };
    }
    ({ nextToken } = page);
  } while (nextToken !== undefined && left > 0);
}
