import { endersOf } from "../saga/failures/ended-by.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure } from "../saga/failures/failures.ts";
import { analysisOf, nameSpan, whenItFails } from "./failing.ts";
import { endsWellAnyway, leftBy, rollbackFailures } from "./rollback-failures.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

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

/** By step that nothing undoes or takes back, the first failure of the saga that its effect outlives; after the last step the saga goes on, not back. */
function firstFailureAfter(subject: Subject): ReadonlyMap<string, Failure> {
  const first = new Map<string, Failure>();
  for (const failure of rollbackFailures(subject)) {
    if (endsWellAnyway(subject, failure)) continue;
    for (const step of leftBy(subject, failure)) {
      if (endersOf(step).length === 0 && !first.has(step.state)) first.set(step.state, failure);
    }
  }
  return first;
}
