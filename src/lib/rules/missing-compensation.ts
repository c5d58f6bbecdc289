import { failingWay } from "../saga/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { callsForRollback, failuresOf, firstOfEach, listed, nameSpan, owed, rollsBack, whenItFails } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A failure path that passes the compensation of a step by: see docs/rules/missing-compensation.md. */
export const missingCompensation: Rule = {
  id: "missing-compensation",
  severity: "error",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const { model } = subject;
    const found = analysis.failures
      .map((failure) => ({ failure, left: leftBehind(analysis, model, failure) }))
      .filter(({ left }) => left.length > 0);
    for (const { failure, left } of firstOfEach(found, ({ failure }) => failure.state)) {
      const steps = listed(left.map(({ state }) => state));
      const skipped = [...new Set(left.map(({ compensations }) => compensations[0] ?? ""))];
      const compensations = listed(skipped);
      const first = left[0];
      yield {
        message: `${whenItFails(failure)}, the effect of ${steps} stays: ${compensations} ${skipped.length > 1 ? "do" : "does"} not run`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        hint: `Lead the failure through ${compensations}.`,
        path: failingWay(analysis, failure, first ? { through: first.state, without: first.compensations } : {}),
      };
    }
  },
};

/** The steps that have a compensation, whose effect may stand, and which nothing undoes on any way from the failure. */
function leftBehind(analysis: FailureAnalysis, model: SagaModel, failure: Failure): readonly SagaStep[] {
  const { target, open, some, undone } = failure;
  const { endings } = analysis;
  if (target === null || !callsForRollback(analysis, model, failure)) return [];
  const left = owed(model, open.without(undone.bits)).filter(({ compensations }) => compensations.length > 0);
  if (left.length === 0 || endings.mayFail(target)) return left;
  return endings.maySucceed(target) && rollsBack(model, some) ? left : [];
}
