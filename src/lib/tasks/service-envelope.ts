import type { JsonValue } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";
import { callsHttp, httpAnswer } from "./http-answer.ts";
import { lambdaEnvelope } from "./lambda-envelope.ts";

/** A task's raw output for a plain result: in the answer of the Invoke API or of an HTTPS endpoint where the task calls one, else as it is. */
export function serviceEnvelope(request: TaskRequest, result: JsonValue): JsonValue {
  return callsHttp(request) ? httpAnswer(result) : lambdaEnvelope(request, result);
}
