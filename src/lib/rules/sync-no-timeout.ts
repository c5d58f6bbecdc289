import type { Finding, Rule, Subject } from "./rule.ts";
import { tasksWithoutTimeout } from "./tasks-without-timeout.ts";

/** A job that is waited for without end: see docs/rules/sync-no-timeout.md. */
export const syncNoTimeout: Rule = {
  id: "sync-no-timeout",
  severity: "info",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, waitsFor } of tasksWithoutTimeout(subject)) {
      if (waitsFor !== "job") continue;
      findings.push({
        message: `"${state.name}" waits for a job with no TimeoutSeconds: a job that hangs holds the saga's effects open`,
        state: state.name,
        span: state.resource.span,
        hint: "Give it a TimeoutSeconds above the longest that the job may take.",
      });
    }
    return findings;
  },
};
