import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure } from "../saga/failures/failures.ts";
import type { SagaStep } from "../saga/model.ts";
import { analysisOf, hasFallback, nameSpan, whenItFails } from "./failing.ts";
import { firstOfStates } from "./first-of.ts";
import { listed } from "./listed.ts";
import { lateFailures, rollbackFailures } from "./rollback-failures.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { owed, rollsBack } from "./step-sets.ts";

/** A failure path that passes the compensation of a step by: see docs/rules/missing-compensation.md. */
export const missingCompensation: Rule = {
  id: "missing-compensation",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    for (const { failure, said: left } of firstOfStates(failuresToUndo(subject), (each) => leftBehind(subject, each))) {
      const steps = listed(left.map(({ state }) => state));
      const skipped = [...new Set(left.map(({ compensations }) => compensations[0] ?? ""))];
      const compensations = listed(skipped);
      const first = left[0];
      findings.push({
        message: `${whenItFails(failure)}, ${left.length > 1 ? `the effects of ${steps} stay` : `the effect of ${steps} stays`}: ${compensations} ${skipped.length > 1 ? "do" : "does"} not run`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        hint: `Lead the failure through ${compensations}.`,
        path: failingWay(analysis, failure, first ? { through: first.state, without: first.compensations } : {}),
      });
    }
    return findings;
  },
};

/** The failures that call for a rollback, and those of reads that fail a saga whose steps are done; a message's is judged as such. */
function failuresToUndo(subject: Subject): readonly Failure[] {
  const { steps } = subject.model;
  return [...rollbackFailures(subject), ...lateFailures(subject).filter(({ state }) => steps.get(state)?.role === "read")];
}

/** The steps that have a compensation, whose effect may stand, and which nothing undoes on any way from the failure. */
function leftBehind(subject: Subject, failure: Failure): readonly SagaStep[] {
  const { target, open, some, undone } = failure;
  if (target === null) return NOTHING;
  const left = owed(subject, open.bits, undone.bits).filter(({ compensations }) => compensations.length > 0);
  if (left.length === 0) return NOTHING;
  const { endings } = analysisOf(subject);
  // What goes on in the step's place fails by itself, if it does.
  if (hasFallback(subject, failure) && endings.maySucceed(target)) return NOTHING;
  return endings.mayFail(target) || (endings.maySucceed(target) && rollsBack(subject, some)) ? left : NOTHING;
}

const NOTHING: readonly SagaStep[] = [];
