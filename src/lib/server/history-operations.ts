import type { JsonObject, JsonValue } from "../base/json.ts";
import { isObject } from "../base/json.ts";
import { historyToAws } from "../history/aws-json.ts";
import type { HistoryEvent } from "../history/event.ts";
import { present } from "../targets/embedded/present.ts";
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
  return present({ events: wireEvents(items, includeExecutionData), nextToken });
});

/** The operation on histories. */
export const historyOperations: Readonly<Record<string, Operation>> = { GetExecutionHistory: getExecutionHistory };

function wireEvents(events: readonly HistoryEvent[], withData: boolean): readonly JsonObject[] {
  return historyToAws(events).map((event, index) => {
    const members = Object.entries({ ...event, timestamp: seconds(events[index]!.timestamp) });
    return Object.fromEntries(withData ? members : members.map(([name, value]) => [name, withoutData(name, value)]));
  });
}

const DATA: ReadonlySet<string> = new Set(["input", "output", "parameters", "assignedVariables"]);

function withoutData(name: string, value: JsonValue): JsonValue {
  if (!name.endsWith("EventDetails") || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([field]) => !DATA.has(field)));
}
