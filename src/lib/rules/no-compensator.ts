import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure } from "../saga/failures/failures.ts";
import { analysisOf, nameSpan, whenItFails } from "./failing.ts";
import { endsWellAnyway, rollbackFailures } from "./rollback-failures.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { owed } from "./step-sets.ts";

/** A step that nothing undoes, before steps that can fail: see docs/rules/no-compensator.md. */
export const noCompensator: Rule = {
  id: "no-compensator",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    for (const [step, failure] of firstFailureAfter(subject)) {
      findings.push({
        message: `Nothing undoes ${step}. ${whenItFails(failure)}, its effect stays`,
        state: step,
        span: nameSpan(analysis, step),
        hint: `Name its compensation (Comment: "saga: compensates ${step}" there), or say why it needs none ("saga: no-compensation <reason>" here).`,
        path: failingWay(analysis, failure, { through: step }),
      });
    }
    return findings;
  },
};

/** By step without a compensation, the first failure of the saga that its effect outlives; after the last step the saga goes on, not back. */
function firstFailureAfter(subject: Subject): ReadonlyMap<string, Failure> {
  const first = new Map<string, Failure>();
  for (const failure of rollbackFailures(subject)) {
    if (endsWellAnyway(subject, failure)) continue;
    const takesBack = subject.model.steps.get(failure.state)?.takesBack;
    for (const { state, compensations } of owed(subject, failure.open.bits, failure.undone.bits)) {
      // What could not be taken back has something that undoes it.
      if (compensations.length === 0 && !first.has(state) && takesBack?.includes(state) !== true) first.set(state, failure);
    }
  }
  return first;
}
