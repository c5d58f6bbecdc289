import type { Retrier, TaskState } from "../asl/ast.ts";
import { compensatingTasks } from "./compensating-states.ts";
import { isRetried } from "./is-retried.ts";
import { callsFunction, TRANSIENT_ERRORS } from "./lambda-errors.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** What AWS lists as transient, throttling, and a function that timed out or crashed. */
const FUNCTION_ERRORS: readonly string[] = [...TRANSIENT_ERRORS, "Lambda.TooManyRequestsException", "Lambda.Unknown", "Sandbox.Timedout"];
/** Stands for a service's own errors, whose names are many. */
const SERVICE_ERROR = "Service.Unavailable";

/** A compensation that is tried again after some passing errors only: see docs/rules/compensation-retry-narrow.md. */
export const compensationRetryNarrow: Rule = {
  id: "compensation-retry-narrow",
  severity: "info",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state } of compensatingTasks(subject)) {
      const last = state.retry.findLast(({ maxAttempts }) => maxAttempts > 0);
      if (last === undefined || (state.retry.length === 1 && takesAll(last))) continue;
      const missed = passingErrors(state).filter((error) => !isRetried(state.retry, error));
      if (missed.length === 0) continue;
      const names = missed.includes(SERVICE_ERROR) ? "most errors of its service" : missed.join(", ");
      findings.push({
        message: `"${state.name}" is not tried again after ${names}, which may pass`,
        state: state.name,
        span: last.span,
        hint: "Add a last retrier for States.ALL: a compensation has to succeed in the end.",
      });
    }
    return findings;
  },
};

/** Most retriers of compensations do. */
function takesAll({ errorEquals }: Retrier): boolean {
  return errorEquals[0]?.value === "States.ALL";
}

function passingErrors(state: TaskState): readonly string[] {
  return callsFunction(state) ? FUNCTION_ERRORS : [SERVICE_ERROR];
}
