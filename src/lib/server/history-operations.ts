import type { JsonObject } from "../base/json.ts";
import { historyToAws } from "../history/aws-json.ts";
import type { HistoryEvent } from "../history/event.ts";
import { arnField } from "./api-fields.ts";
import { seconds } from "./dates.ts";
import { standardExecution } from "./find-execution.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { pageFields, pageOf } from "./pages.ts";
import { flag, required } from "./parameters.ts";

const fields = { executionArn: required(arnField), reverseOrder: flag(), includeExecutionData: flag(), ...pageFields };

const getExecutionHistory = operation(fields, (request, { world }) => {
  const { executionArn, reverseOrder = false, includeExecutionData = true } = request;
  const { events } = standardExecution(world, executionArn);
  const ordered = reverseOrder ? events.toReversed() : events;
  const { items, nextToken } = pageOf(ordered, request, `history ${executionArn} ${reverseOrder}`);
  return { events: wireEvents(items, includeExecutionData), ...(nextToken === undefined ? {} : { nextToken }) };
});

/** The operation on histories. */
export const historyOperations: Readonly<Record<string, Operation>> = { GetExecutionHistory: getExecutionHistory };

function wireEvents(events: readonly HistoryEvent[], withData: boolean): readonly JsonObject[] {
  return historyToAws(events).map((event, index) => {
    const wire = { ...event, timestamp: seconds(events[index]!.timestamp) };
    return withData ? wire : withoutData(wire);
  });
}

const DATA: ReadonlySet<string> = new Set(["input", "output", "parameters", "assignedVariables"]);

function withoutData(event: JsonObject): JsonObject {
  const entries = Object.entries(event).map(([name, value]) => {
    if (!name.endsWith("EventDetails")) return [name, value] as const;
    return [name, Object.fromEntries(Object.entries(value as JsonObject).filter(([field]) => !DATA.has(field)))] as const;
  });
  return Object.fromEntries(entries);
}
