import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";
import { callsHttp, httpAnswer } from "./http-answer.ts";
import { lambdaEnvelope, lambdaEvent } from "./lambda-envelope.ts";

/** The raw output of a task that nothing answers: its own input, in the shape in which its integration answers. */
export function simulatedOutput(request: TaskRequest): JsonValue {
  if (!callsHttp(request)) return lambdaEnvelope(request, lambdaEvent(request));
  const sent = isObject(request.parameters) ? member(request.parameters, "RequestBody") : undefined;
  return httpAnswer(sent ?? {});
}
