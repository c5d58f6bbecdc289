import type { Finding, Rule, Subject } from "./rule.ts";
import { tasksWithoutTimeout } from "./tasks-without-timeout.ts";

/** A task that may take for ever: see docs/rules/no-timeout.md. */
export const noTimeout: Rule = {
  id: "no-timeout",
  severity: "info",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, waitsFor } of tasksWithoutTimeout(subject)) {
      if (waitsFor !== "call" || subject.model.steps.get(state.name)?.role === "notification") continue;
      findings.push({
        message: `"${state.name}" has no TimeoutSeconds: how long it may take is left to what it calls`,
        state: state.name,
        span: state.nameSpan,
        hint: "Give it a TimeoutSeconds a little above what the call itself may take.",
      });
    }
    return findings;
  },
};
