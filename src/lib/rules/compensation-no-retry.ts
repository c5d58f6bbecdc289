import { compensatingTasks } from "./compensating-states.ts";
import { retryFix } from "./retry-fix.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A compensating task that nothing tries again: see docs/rules/compensation-no-retry.md. */
export const compensationNoRetry: Rule = {
  id: "compensation-no-retry",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, step } of compensatingTasks(subject)) {
      if (state.retryUnread || state.retry.some(({ maxAttempts }) => maxAttempts > 0)) continue;
      const undone = step.undoes.length === 0 ? "the rollback" : `the rollback of ${step.undoes.join(", ")}`;
      findings.push({
        message: `"${state.name}" has no Retry, so one transient error ends ${undone}`,
        state: state.name,
        span: state.nameSpan,
        hint: "Retry it on States.ALL: a compensation has to succeed in the end.",
        ...retryFix(state, RETRY_ALL),
      });
    }
    return findings;
  },
};

/** Five more attempts within a minute or so. */
const RETRY_ALL = { ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 5, BackoffRate: 2, JitterStrategy: "FULL" };
