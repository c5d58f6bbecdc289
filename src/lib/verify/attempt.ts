import { isObject, member } from "../base/json.ts";
import type { HistoryEvent } from "../history/event.ts";
import { payloadValue } from "../history/payload.ts";

/**
 * What one attempt of a task proves (docs/verdicts.md#effects): `done`: it took effect; `none`: it certainly did not, for it never began;
 * `failed`: whoever did the work says that it failed; `unknown`: nobody can tell.
 */
export type AttemptOutcome = "done" | "none" | "failed" | "unknown";

/** One attempt of a task, from its scheduling to its end. */
export interface Attempt {
  readonly outcome: AttemptOutcome;
  readonly error: string | null;
  /** Ids of its events. */
  readonly events: readonly number[];
  /** Whether an event ended it; otherwise the execution was stopped, a sibling failed, or it still runs. */
  readonly ended: boolean;
  /** It timed out or was broken off, so that its effect may still come. */
  readonly mayStillLand: boolean;
  /** ARN of the nested execution that it waited for. */
  readonly child: string | null;
}

/** How an attempt ended. */
export type AttemptEnd = Pick<Attempt, "outcome" | "error" | "mayStillLand">;

/** What a nested execution's own verdict says of the attempt that waited for it. */
export type ChildEnd = Pick<Attempt, "outcome" | "mayStillLand">;

/** An attempt of which only its scheduling is known: it may take effect as long as nobody says otherwise. */
export function begunAttempt(event: number): Attempt {
  return { outcome: "unknown", error: null, events: [event], ended: false, mayStillLand: true, child: null };
}

/** The attempts of a task as they stand after an event of it. */
export function attemptsAfter(
  attempts: readonly Attempt[],
  event: HistoryEvent,
  childEnd: (arn: string) => ChildEnd | null,
): readonly Attempt[] {
  if (!/^(?:Task|LambdaFunction|Activity)(?!State)/.test(event.type)) return attempts;
  const last = attempts.at(-1);
  const begins = event.type.endsWith("Scheduled") || last === undefined || last.ended;
  const attempt = begins ? begunAttempt(event.id) : { ...last, events: [...last.events, event.id] };
  const child = startedExecution(event)?.arn ?? attempt.child;
  const end = endOf(event);
  const known = child === null ? null : childEnd(child);
  const after = { ...attempt, child, ...(end === null ? {} : { ...end, ended: true }), ...known };
  return [...(begins ? attempts : attempts.slice(0, -1)), after];
}

/** The execution that a `startExecution.sync` task began to wait for; its ARN is null where the history was written without data. */
export function startedExecution(event: HistoryEvent): { readonly arn: string | null } | null {
  if (event.type !== "TaskSubmitted" || event.details.resourceType !== "states") return null;
  if (!/^startExecution\.sync(:2)?$/.test(event.details.resource)) return null;
  const output = payloadValue(event.details.output ?? null);
  if (output === null) return { arn: null };
  const arn = isObject(output) ? member(output, "ExecutionArn") : undefined;
  // A task that was only simulated started nothing.
  return typeof arn === "string" ? { arn } : null;
}

/** What the event that ends an attempt proves; null for events that do not end one. */
export function endOf(event: HistoryEvent): AttemptEnd | null {
  switch (event.type) {
    case "TaskSucceeded":
    case "LambdaFunctionSucceeded":
    case "ActivitySucceeded":
      return { outcome: "done", error: null, mayStillLand: false };
    case "TaskTimedOut":
    case "LambdaFunctionTimedOut":
    case "ActivityTimedOut":
      return { outcome: "unknown", error: event.details.error ?? "States.Timeout", mayStillLand: true };
    case "TaskStartFailed":
    case "LambdaFunctionScheduleFailed":
    case "LambdaFunctionStartFailed":
    case "ActivityScheduleFailed":
      return { outcome: "none", error: event.details.error ?? null, mayStillLand: false };
    case "TaskSubmitFailed":
      return { outcome: "unknown", error: event.details.error ?? null, mayStillLand: false };
    case "TaskFailed": {
      const isJob = /\.sync(:2)?$/.test(event.details.resource);
      return byError(event.details.error ?? null, isJob ? "unknown" : "failed");
    }
    case "LambdaFunctionFailed":
    case "ActivityFailed":
      return byError(event.details.error ?? null, "failed");
    default:
      return null;
  }
}

const TIMEOUTS = new Set([
  "States.Timeout",
  "States.HeartbeatTimeout",
  "Sandbox.Timedout",
  "Lambda.Unknown",
  "Lambda.ClientExecutionTimeoutException",
]);
const UNKNOWN = new Set(["Lambda.ServiceException", "Lambda.AWSLambdaException", "States.Http.Socket", "Http.Socket"]);
const UNKNOWN_PATTERN = /\.SdkClientException$|^(?:States\.)?Http\.StatusCode\.5\d\d$/;
/** The service refused the call before it did anything. */
const REFUSED_PATTERN = /TooManyRequests|ResourceNotFound|^States\.Permissions$|ConditionalCheckFailed|\.ValidationException$/;

function byError(error: string | null, otherwise: AttemptOutcome): AttemptEnd {
  const is = (outcome: AttemptOutcome, mayStillLand = false): AttemptEnd => ({ outcome, error, mayStillLand });
  if (error === null) return is(otherwise);
  // The result was too large to pass on, so there was a result.
  if (error === "States.DataLimitExceeded") return is("done");
  if (TIMEOUTS.has(error)) return is("unknown", true);
  if (UNKNOWN.has(error) || UNKNOWN_PATTERN.test(error)) return is("unknown");
  return is(REFUSED_PATTERN.test(error) ? "none" : otherwise);
}
