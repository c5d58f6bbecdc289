import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";
import { lambdaEnvelope, lambdaEvent } from "./lambda-envelope.ts";

/** The raw output of a task that nothing answers: its own input, in the shape in which its integration answers. */
export function simulatedOutput(request: TaskRequest): JsonValue {
  const { service, action } = request.integration;
  if (service !== "http" || action !== "invoke") return lambdaEnvelope(request, lambdaEvent(request));
  const sent = isObject(request.parameters) ? member(request.parameters, "RequestBody") : undefined;
  return { Headers: {}, ResponseBody: sent ?? {}, StatusCode: 200, StatusText: "OK" };
}
