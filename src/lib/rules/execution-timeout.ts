import { longestRollback } from "./longest-rollback.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A time limit of the whole execution, which nothing can catch: see docs/rules/execution-timeout.md. */
export const executionTimeout: Rule = {
  id: "execution-timeout",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const { timeoutSeconds, timeoutSpan } = subject.machine;
    if (timeoutSpan === undefined) return [];
    // Of what deployment fills in it is not known how long it is.
    const length = timeoutSeconds === undefined ? "" : ` of ${timeoutSeconds}`;
    const rollback = longestRollback(subject);
    const fits = rollback === null || timeoutSeconds === undefined || rollback < timeoutSeconds;
    const short = fits ? "" : `; the rollback alone may take ${rollback} s`;
    return [
      {
        message: `The machine's TimeoutSeconds${length} ends the execution where it is: nothing can catch that, and no compensation runs${short}`,
        state: null,
        span: timeoutSpan,
        hint: "Limit each Task by its own TimeoutSeconds, which a Catch can answer; keep the machine's, if at all, far above the longest way with its rollback.",
      },
    ];
  },
};
