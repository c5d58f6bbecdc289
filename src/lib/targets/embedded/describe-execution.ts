import type { JsonObject, JsonValue } from "../../base/json.ts";
import type { ExecutionRecord } from "./execution-record.ts";
import { present } from "./present.ts";

/** How long after its end an execution can be redriven. */
const REDRIVABLE_MS = 14 * 24 * 3600 * 1000;
/** Its history must have room for what a redrive appends. */
const REDRIVABLE_EVENTS = 24_999;

/** What DescribeExecution says; `date` writes a moment in ms since the epoch. */
export function describeExecution(record: ExecutionRecord, now: number, date: (time: number) => JsonValue): JsonObject {
  const { machine, result, redriveTime } = record;
  const output = result?.status === "SUCCEEDED" ? result.output : undefined;
  const failure = result?.status === "SUCCEEDED" ? undefined : result;
  return present({
    executionArn: record.arn,
    stateMachineArn: machine.arn,
    name: record.name,
    status: statusOf(record),
    startDate: date(record.startTime),
    stopDate: result && date(result.stopTime),
    input: record.input,
    inputDetails: INCLUDED,
    output: output === undefined ? undefined : JSON.stringify(output),
    outputDetails: output === undefined ? undefined : INCLUDED,
    error: failure?.error,
    cause: failure?.cause,
    traceHeader: record.traceHeader,
    mapRunArn: record.mapRunArn,
    stateMachineVersionArn: machine.versionArn,
    stateMachineAliasArn: machine.aliasArn,
    redriveCount: record.redriveCount,
    redriveDate: redriveTime === undefined ? undefined : date(redriveTime),
    ...redriveStatus(record, now),
  });
}

const INCLUDED = { included: true };

/** The execution's status as the API names it. */
export function statusOf({ result }: ExecutionRecord): string {
  return result?.status ?? "RUNNING";
}

/** Whether an execution can be redriven, and if not, why. */
export function redriveStatus(
  record: ExecutionRecord,
  now: number,
): { readonly redriveStatus: string; readonly redriveStatusReason?: string } {
  const { result, mapRunArn, events, execution } = record;
  const no = (redriveStatusReason: string) => ({ redriveStatus: "NOT_REDRIVABLE", redriveStatusReason });
  if (result === undefined || result.status === "SUCCEEDED") return no(`Execution is ${statusOf(record)} and cannot be redriven`);
  if (mapRunArn !== undefined) return { redriveStatus: "REDRIVABLE_BY_MAP_RUN" };
  if (now - result.stopTime > REDRIVABLE_MS) return no("Execution has ended more than 14 days ago and cannot be redriven");
  if (events.length >= REDRIVABLE_EVENTS) return no("Execution history has no room for a redrive");
  if (execution === undefined) return no("Execution was run by an earlier process of saga-cli local and cannot be redriven");
  return { redriveStatus: "REDRIVABLE" };
}
