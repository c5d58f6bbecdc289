import { randomUUID } from "node:crypto";
import type { JsonValue } from "../../base/json.ts";
import type { HistoryEvent } from "../../history/event.ts";
import { followHistory, readHistoryOf } from "../../targets/endpoint/follow-history.ts";
import type { SfnClient } from "../../targets/endpoint/sfn-client.ts";
import type { VerifiedExecution } from "./deploy-report.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";
import { verifyExecution } from "../executions/verify-execution.ts";

/** Starts an execution of one version, past every alias, follows it to its end and judges it. */
export async function tryVersion(
  client: SfnClient,
  versionArn: string,
  input: JsonValue,
  resolved: ResolvedMachine,
  signal: AbortSignal | undefined,
): Promise<VerifiedExecution> {
  const request = { stateMachineArn: versionArn, name: `saga-cli-verify-${randomUUID()}`, input: JSON.stringify(input) };
  const { executionArn = "" } = await client.call("StartExecution", request, { signal });
  const events: HistoryEvent[] = [];
  for await (const batch of followHistory(client, executionArn, { signal })) events.push(...batch);
  return verified(client, { executionArn, events }, resolved, signal);
}

/** Which executions of a version are judged. */
export interface VersionWatch {
  readonly aliasArn: string;
  readonly versionArn: string;
  /** By the endpoint's clock, in ms. */
  readonly since: number;
  /** Those that are known already; new ones are added. */
  readonly judged: Set<string>;
}

/** The most executions that one look judges, failures first: an account may call GetExecutionHistory twenty times a second. */
const MAX_JUDGED = 20;

/** Judges what an alias has started on a version and has ended since the last look. */
export async function* endedExecutions(
  client: SfnClient,
  { aliasArn, versionArn, since, judged }: VersionWatch,
  resolved: ResolvedMachine,
  signal: AbortSignal | undefined,
): AsyncGenerator<VerifiedExecution, void> {
  const ended = (await startedSince(client, aliasArn, since, signal)).filter(
    (execution) => execution.versionArn === versionArn && execution.status !== "RUNNING" && !judged.has(execution.executionArn),
  );
  const failuresFirst = [...ended.filter(({ status }) => status !== "SUCCEEDED"), ...ended.filter(({ status }) => status === "SUCCEEDED")];
  for (const { executionArn } of failuresFirst.slice(0, MAX_JUDGED)) {
    judged.add(executionArn);
    yield await verified(client, { executionArn, events: await readHistoryOf(client, executionArn, signal) }, resolved, signal);
  }
}

interface StartedExecution {
  readonly executionArn: string;
  readonly versionArn: string;
  readonly status: string;
}

/** What an alias has started from a moment on; lists begin with the newest. */
async function startedSince(
  client: SfnClient,
  aliasArn: string,
  since: number,
  signal: AbortSignal | undefined,
): Promise<readonly StartedExecution[]> {
  const found: StartedExecution[] = [];
  let nextToken: string | undefined;
  do {
    const request = { stateMachineArn: aliasArn, maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) };
    const page = await client.call("ListExecutions", request, { signal });
    const { executions = [] } = page;
    const recent = executions.filter(({ startDate }) => (startDate?.getTime() ?? 0) >= since);
    for (const { executionArn = "", stateMachineVersionArn: versionArn = "", status = "" } of recent)
      found.push({ executionArn, versionArn, status });
    nextToken = recent.length < executions.length ? undefined : page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

async function verified(
  client: SfnClient,
  execution: { readonly executionArn: string; readonly events: readonly HistoryEvent[] },
  resolved: ResolvedMachine,
  signal: AbortSignal | undefined,
): Promise<VerifiedExecution> {
  const { verdict, failures } = await verifyExecution(client, execution, resolved, {}, signal);
  return { executionArn: execution.executionArn, outcome: verdict.outcome, failures };
}
