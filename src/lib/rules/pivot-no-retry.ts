import { retryFix } from "./retry-fix.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { tasksOnWay } from "./tasks-on-way.ts";
import { afterPivot } from "./success-way.ts";

/** A step behind the pivot that is not tried again: see docs/rules/pivot-no-retry.md. */
export const pivotNoRetry: Rule = {
  id: "pivot-no-retry",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const behind = afterPivot(subject);
    if (behind.size === 0) return [];
    const findings: Finding[] = [];
    for (const { state, step } of tasksOnWay(subject)) {
      if (step.role === "notification" || !behind.has(state.name) || state.retryUnread) continue;
      if (state.retry.some(({ maxAttempts, errorEquals }) => maxAttempts > 0 && errorEquals.some(({ value }) => value === "States.ALL")))
        continue;
      findings.push({
        message: `"${state.name}" comes after the pivot, where the saga can only go forward, and has no Retry on States.ALL`,
        state: state.name,
        span: state.retry.at(-1)?.span ?? state.nameSpan,
        hint: "Retry it on States.ALL, with enough attempts and backoff to outlast an outage.",
        ...retryFix(state, RETRY_ALL),
      });
    }
    return findings;
  },
};

/** Ten more attempts within an hour or so. */
const RETRY_ALL = {
  ErrorEquals: ["States.ALL"],
  IntervalSeconds: 5,
  MaxAttempts: 10,
  BackoffRate: 2,
  MaxDelaySeconds: 900,
  JitterStrategy: "FULL",
};
