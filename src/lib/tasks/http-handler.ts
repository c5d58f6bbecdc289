import type { JsonValue } from "../base/json.ts";
import { EXIT, UserError } from "../base/user-error.ts";
import type { TaskOutcome } from "../engine/task.ts";
import { asFunctionError, functionFailure, lambdaUnknown } from "./lambda-failure.ts";
import type { Deadline } from "./task-deadline.ts";
import { armDeadline } from "./task-deadline.ts";

/** One call of an `http:` handler. */
export interface HttpCall {
  readonly url: string;
  readonly event: JsonValue;
  readonly requestId: string;
}

/**
 * Invokes a function through a Lambda Invoke endpoint (SAM's, LocalStack's, the runtime interface emulator's). Where nobody answers it is a
 * UserError (exit 3): a handler that is not up is the person's to start, and a rollback because of it would look like a tested failure.
 */
export async function invokeOverHttp(call: HttpCall, deadline: Deadline, signal: AbortSignal): Promise<TaskOutcome> {
  const abort = new AbortController();
  let stopped: TaskOutcome | undefined;
  const disarm = armDeadline(deadline, signal, (outcome) => {
    stopped = outcome;
    abort.abort();
  });
  try {
    const response = await fetch(call.url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(call.event),
      signal: abort.signal,
    });
    return outcomeOf(call, response, await response.text());
  } catch (error) {
    if (stopped !== undefined) return stopped;
    throw unreachable(call.url, error);
  } finally {
    disarm();
  }
}

function outcomeOf({ requestId }: HttpCall, { status, headers }: Response, body: string): TaskOutcome {
  if (status < 200 || status > 299) return refused(status, headers, body);
  const payload = parsed(body);
  const failure = asFunctionError(payload);
  // The runtime interface emulator leaves the header out (its issue 20), so the shape has to tell.
  if (failure !== undefined) return functionFailure(failure);
  if (payload === undefined) return lambdaUnknown(requestId, `the result is not JSON: ${body.slice(0, 200)}`);
  return headers.has("X-Amz-Function-Error") ? lambdaUnknown(requestId, body) : { type: "succeeded", output: payload };
}

/** Lambda itself said no: the function does not exist, is throttled, or the service is ill. */
function refused(status: number, headers: Headers, body: string): TaskOutcome {
  const type = headers.get("X-Amzn-ErrorType")?.split(":")[0] ?? (status >= 500 ? "ServiceException" : "ResourceNotFoundException");
  const cause = `${body} (Service: AWSLambda; Status Code: ${status}; Error Code: ${type}; Proxy: null)`;
  return { type: "failed", error: `Lambda.${type}`, cause };
}

function unreachable(url: string, error: unknown): UserError {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    `The handler at ${url} does not answer: ${why}`,
    "Start it, or correct `http:` under tasks in saga.config.yaml.",
    undefined,
    EXIT.target,
  );
}

function parsed(text: string): JsonValue | undefined {
  try {
    return text === "" ? null : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}
