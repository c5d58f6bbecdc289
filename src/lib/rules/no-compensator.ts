import { failingWay } from "../saga/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures.ts";
import type { SagaModel } from "../saga/model.ts";
import { callsForRollback, failuresOf, nameSpan, owed, whenItFails } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A step that nothing undoes, before steps that can fail: see docs/rules/no-compensator.md. */
export const noCompensator: Rule = {
  id: "no-compensator",
  severity: "warning",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    for (const [step, failure] of firstFailureAfter(analysis, subject.model)) {
      yield {
        message: `Nothing undoes ${step}. ${whenItFails(failure)}, its effect stays`,
        state: step,
        span: nameSpan(analysis, step),
        hint: `Name its compensation (Comment: "saga: compensates ${step}" there), or say why it needs none ("saga: no-compensation <reason>" here).`,
        path: failingWay(analysis, failure, { through: step }),
      };
    }
  },
};

/** By step without a compensation, the first failure that its effect outlives; after the last step the saga goes on, not back. */
function firstFailureAfter(analysis: FailureAnalysis, model: SagaModel): ReadonlyMap<string, Failure> {
  const first = new Map<string, Failure>();
  for (const failure of analysis.failures) {
    if (!callsForRollback(analysis, model, failure)) continue;
    for (const { state, compensations } of owed(model, failure.open.without(failure.undone.bits))) {
      if (compensations.length === 0 && !first.has(state)) first.set(state, failure);
    }
  }
  return first;
}
