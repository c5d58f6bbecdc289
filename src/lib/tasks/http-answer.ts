import type { JsonObject, JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { TaskOutcome, TaskRequest } from "../engine/task.ts";

/** Whether a task calls an HTTPS endpoint (`http:invoke`). */
export function callsHttp({ integration }: TaskRequest): boolean {
  return integration.service === "http" && integration.action === "invoke";
}

/** The raw output of `http:invoke` for what a handler gave: an object with a StatusCode is the whole answer, anything else its ResponseBody. */
export function httpAnswer(result: JsonValue): JsonObject {
  if (isObject(result) && typeof member(result, "StatusCode") === "number") return result;
  return { Headers: {}, ResponseBody: result, StatusCode: 200, StatusText: "OK" };
}

/**
 * How the task ends with such an answer: a status from 400 on is a failure that is named after it.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 */
export function httpOutcome(answer: JsonObject): TaskOutcome {
  const status = Number(member(answer, "StatusCode"));
  if (status < 400) return { type: "succeeded", output: answer };
  const body = member(answer, "ResponseBody") ?? "";
  return { type: "failed", error: `States.Http.StatusCode.${status}`, cause: typeof body === "string" ? body : JSON.stringify(body) };
}
