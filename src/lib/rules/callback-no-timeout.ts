import type { Finding, Rule, Subject } from "./rule.ts";
import { tasksWithoutTimeout } from "./tasks-without-timeout.ts";

/** A task that waits for an answer without end: see docs/rules/callback-no-timeout.md. */
export const callbackNoTimeout: Rule = {
  id: "callback-no-timeout",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, waitsFor } of tasksWithoutTimeout(subject)) {
      if (waitsFor !== "callback") continue;
      findings.push({
        message: `"${state.name}" waits for an answer with no TimeoutSeconds or HeartbeatSeconds: if none comes, the saga neither ends nor rolls back`,
        state: state.name,
        span: state.resource.span,
        hint: "Give it TimeoutSeconds, or HeartbeatSeconds where the worker sends heartbeats, and catch States.Timeout.",
      });
    }
    return findings;
  },
};
