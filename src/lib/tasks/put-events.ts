import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";
import { taskUuid } from "./task-id.ts";

/** What EventBridge would say of the entries of PutEvents, and the entries that it would take. */
export interface PutEvents {
  readonly accepted: readonly JsonObject[];
  readonly output: JsonObject;
  readonly failedCount: number;
}

/**
 * Sorts the entries of a PutEvents call: Source, DetailType and Detail are required, and Detail has to be a JSON object.
 * Source: recorded on AWS, and https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export function putEvents(request: TaskRequest, parameters: JsonObject): PutEvents {
  const entries = member(parameters, "Entries");
  const events = isArray(entries) ? entries.filter(isObject) : [];
  const problems = events.map(problemOf);
  const answers = problems.map((problem, index) => problem ?? { EventId: taskUuid(request, `event ${index}`) });
  const failedCount = problems.filter((problem) => problem !== undefined).length;
  return {
    accepted: events.filter((_, index) => problems[index] === undefined),
    output: { Entries: answers, FailedEntryCount: failedCount },
    failedCount,
  };
}

function problemOf(event: JsonObject): JsonObject | undefined {
  const missing = ["Source", "DetailType", "Detail"].find((name) => (member(event, name) ?? "") === "");
  if (missing !== undefined) {
    const ErrorMessage = `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`;
    return { ErrorCode: "InvalidArgument", ErrorMessage };
  }
  return isJsonObject(member(event, "Detail")) ? undefined : { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
}

/** Text is the JSON that the API wants; what a definition gives as an object Step Functions turns into that. */
function isJsonObject(detail: JsonValue | undefined): boolean {
  if (typeof detail !== "string") return isObject(detail);
  try {
    return isObject(JSON.parse(detail) as JsonValue);
  } catch {
    return false;
  }
}
