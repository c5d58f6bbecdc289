import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";
import { callsHttp } from "./http-answer.ts";
import { lambdaEvent } from "./lambda-envelope.ts";
import { serviceEnvelope } from "./service-envelope.ts";

/** The raw output of a task that nothing answers: its own input, in the shape in which its integration answers. */
export function simulatedOutput(request: TaskRequest): JsonValue {
  return serviceEnvelope(request, callsHttp(request) ? requestBody(request) : lambdaEvent(request));
}

function requestBody({ parameters }: TaskRequest): JsonValue {
  return isObject(parameters) ? (member(parameters, "RequestBody") ?? {}) : {};
}
