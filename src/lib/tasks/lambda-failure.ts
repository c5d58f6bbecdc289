import type { JsonValue } from "../base/json.ts";
import { isObject } from "../base/json.ts";
import type { TaskOutcome } from "../engine/task.ts";

/** What Lambda answers for a function that failed by itself. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Reads a payload as a function's failure; undefined where it is none. */
export function asFunctionError(payload: JsonValue | undefined): FunctionError | undefined {
  if (!isObject(payload)) return undefined;
  const { errorType, errorMessage } = payload;
  return typeof errorType === "string" && errorType !== "" && typeof errorMessage === "string"
    ? (payload as unknown as FunctionError)
    : undefined;
}

/** A function that failed by itself: the error is its type, the cause is the whole payload as JSON. */
export function functionFailure(error: FunctionError): TaskOutcome {
  return { type: "failed", error: error.errorType, cause: JSON.stringify(error) };
}

/** A function that ended without saying of what: nobody knows whether its effect took place. */
export function lambdaUnknown(requestId: string, why: string): TaskOutcome {
  const payload = JSON.stringify({ errorMessage: `RequestId: ${requestId} Error: ${why}` });
  const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`;
  return { type: "failed", error: "Lambda.Unknown", cause };
}

/** A function that exceeded its own limit. */
export function sandboxTimedOut(requestId: string, timeoutSeconds: number): TaskOutcome {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  return functionFailure({ errorType: "Sandbox.Timedout", errorMessage });
}
