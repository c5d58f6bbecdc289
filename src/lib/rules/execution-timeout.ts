import { longestRollback } from "./longest-rollback.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A time limit of the whole execution, which nothing can catch: see docs/rules/execution-timeout.md. */
export const executionTimeout: Rule = {
  id: "execution-timeout",
  severity: "warning",
  judges: "saga",
  check(subject: Subject): readonly Finding[] {
    const { startAt, timeoutSeconds, timeoutSpan } = subject.machine;
    if (timeoutSeconds === undefined) return [];
    const rollback = longestRollback(subject);
    const fits = rollback === null || rollback < timeoutSeconds;
    const short = fits ? "" : `; the rollback alone may take ${rollback} s`;
    return [
      {
        message: `The machine's TimeoutSeconds of ${timeoutSeconds} ends the execution where it is: nothing can catch that, and no compensation runs${short}`,
        state: null,
        span: timeoutSpan ?? startAt.span,
        hint: "Limit each Task by its own TimeoutSeconds, which a Catch can answer; keep the machine's, if at all, far above the longest way with its rollback.",
      },
    ];
  },
};
