import type { HistoryEvent } from "../../history/event.ts";
import { isObject, member } from "../../base/json.ts";
import { payloadValue } from "../../history/payload.ts";
import { isRefusal } from "./describe-failure.ts";
import { readHistoryOf } from "./follow-history.ts";
import type { SfnClient } from "./sfn-client.ts";
import type { ChildExecution, TargetExecution } from "../target.ts";

/** The executions that a history leads to, however deep. */
export type Descendants = Pick<TargetExecution, "nested" | "mapRuns">;

/** Reads the histories of nested executions that were waited for, and of Map runs' children; what the endpoint does not know is left out. */
export async function readChildren(client: SfnClient, events: readonly HistoryEvent[], signal?: AbortSignal): Promise<Descendants> {
  const nested: TargetExecution["nested"][number][] = [];
  const mapRuns: TargetExecution["mapRuns"][number][] = [];
  const known = new Set<string>();
  const open = [events];
  for (let history = open.pop(); history !== undefined; history = open.pop()) {
    for (const arn of [...new Set(history.flatMap(nestedArn))].filter((arn) => !known.has(arn))) {
      known.add(arn);
      const child = await ifKnown(readNested(client, arn, signal));
      if (child === undefined) continue;
      nested.push(child);
      open.push(child.events);
    }
    for (const arn of [...new Set(history.flatMap(mapRunArn))].filter((arn) => !known.has(arn))) {
      known.add(arn);
      const executions = await ifKnown(readMapRun(client, arn, signal));
      if (executions === undefined) continue;
      mapRuns.push({ arn, executions });
      open.push(...executions.map(({ events: own }) => own));
    }
  }
  return { nested, mapRuns };
}

async function readNested(
  client: SfnClient,
  executionArn: string,
  signal: AbortSignal | undefined,
): Promise<Descendants["nested"][number]> {
  const { name = "", definition = "" } = await client.call("DescribeStateMachineForExecution", { executionArn }, { signal });
  return { executionArn, machineName: name, definition, events: await readHistoryOf(client, executionArn, signal) };
}

async function readMapRun(client: SfnClient, mapRunArn: string, signal: AbortSignal | undefined): Promise<readonly ChildExecution[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.call(
      "ListExecutions",
      { mapRunArn, maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) },
      { signal },
    );
    arns.push(...(page.executions ?? []).map(({ executionArn = "" }) => executionArn));
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  const executions: ChildExecution[] = [];
  // The list begins with the newest.
  for (const executionArn of arns.reverse()) executions.push({ executionArn, events: await readHistoryOf(client, executionArn, signal) });
  return executions;
}

/** EXPRESS children keep no history, and endpoints forget. */
async function ifKnown<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isRefusal(error, "ExecutionDoesNotExist", "ResourceNotFound", "InvalidArn", "UnknownOperationException")) return undefined;
    throw error;
  }
}

function nestedArn(event: HistoryEvent): readonly string[] {
  if (event.type !== "TaskSubmitted" || event.details.resourceType !== "states") return [];
  if (!/^startExecution\.sync(:2)?$/.test(event.details.resource)) return [];
  const output = payloadValue(event.details.output ?? null);
  const arn = isObject(output) ? member(output, "ExecutionArn") : undefined;
  return typeof arn === "string" ? [arn] : [];
}

function mapRunArn(event: HistoryEvent): readonly string[] {
  return event.type === "MapRunStarted" ? [event.details.mapRunArn] : [];
}
