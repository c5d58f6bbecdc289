import { isRetried } from "./is-retried.ts";
import { callsFunction, TRANSIENT_ERRORS } from "./lambda-errors.ts";
import { retryFix } from "./retry-fix.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { tasksOnWay } from "./tasks-on-way.ts";

/** A forward step that a passing trouble of the Lambda service fails: see docs/rules/no-transient-retry.md. */
export const noTransientRetry: Rule = {
  id: "no-transient-retry",
  severity: "info",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, step } of tasksOnWay(subject)) {
      if (step.role !== "forward" || !callsFunction(state) || state.retryUnread) continue;
      if (TRANSIENT_ERRORS.some((error) => isRetried(state.retry, error))) continue;
      findings.push({
        message: `"${state.name}" has no Retry for the transient errors of Lambda: each of them fails the step`,
        state: state.name,
        span: state.nameSpan,
        hint: `Retry it on ${TRANSIENT_ERRORS.join(", ")}.`,
        ...retryFix(state, RETRY_TRANSIENT),
      });
    }
    return findings;
  },
};

/** As the AWS CDK adds it to every task that invokes a function. */
const RETRY_TRANSIENT = { ErrorEquals: TRANSIENT_ERRORS, IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2 };
