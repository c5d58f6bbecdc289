import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";
import { sdkMetadata } from "./sdk-metadata.ts";

/** Whether a task calls the Invoke API, which wraps event and result. */
function callsInvoke({ integration }: TaskRequest): boolean {
  return integration.kind === "service" && integration.service === "lambda" && integration.action === "invoke";
}

/** The event that a task's handler is given: the Payload where it calls `lambda:invoke` (`{}` without one), else the parameters. */
export function lambdaEvent(request: TaskRequest): JsonValue {
  const { parameters } = request;
  if (!callsInvoke(request)) return parameters;
  return isObject(parameters) ? (member(parameters, "Payload") ?? {}) : {};
}

/** The raw output of a task whose handler answered `result`: AWS's response to Invoke around it where the task calls `lambda:invoke`, else the result itself. */
export function lambdaEnvelope(request: TaskRequest, result: JsonValue): JsonValue {
  if (!callsInvoke(request)) return result;
  const headers = {
    "X-Amz-Executed-Version": "$LATEST",
    "x-amzn-Remapped-Content-Length": "0",
    Connection: "keep-alive",
    "Content-Length": String(Buffer.byteLength(JSON.stringify(result))),
    "Content-Type": "application/json",
  };
  return { ExecutedVersion: "$LATEST", Payload: result, ...sdkMetadata(request, headers), StatusCode: 200 };
}
