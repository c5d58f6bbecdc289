import { compensatingStates } from "./compensating-states.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A compensation that does nothing: see docs/rules/compensation-noop.md. */
export const compensationNoop: Rule = {
  id: "compensation-noop",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, step } of compensatingStates(subject)) {
      if (state.type !== "Pass" && state.type !== "Succeed") continue;
      const undone = step.undoes.length === 0 ? "an earlier step" : step.undoes.join(", ");
      findings.push({
        message: `"${state.name}" is a ${state.type}: it stands in the rollback as if it undid ${undone}, and undoes nothing`,
        state: state.name,
        span: state.nameSpan,
        hint: "Make it the Task that undoes the effect; where nothing is to be undone, declare it on the step: saga: no-compensation <reason>.",
      });
    }
    return findings;
  },
};
