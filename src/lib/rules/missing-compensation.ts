import { endersOf } from "../saga/failures/ended-by.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure } from "../saga/failures/failures.ts";
import type { SagaStep } from "../saga/model.ts";
import { analysisOf, hasFallback, nameSpan, whenItFails } from "./failing.ts";
import { firstOfStates } from "./first-of.ts";
import { listed } from "./listed.ts";
import { lateFailures, leftBy, rollbackFailures } from "./rollback-failures.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { rollsBack } from "./step-sets.ts";

/** A failure path that passes the compensation of a step by: see docs/rules/missing-compensation.md. */
export const missingCompensation: Rule = {
  id: "missing-compensation",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    for (const { failure, said: left } of firstOfStates(failuresToUndo(subject), (each) => leftBehind(subject, each))) {
      const steps = listed(left.map(({ state }) => state));
      const skipped = [...new Set(left.map((step) => endersOf(step)[0] ?? ""))];
      const compensations = listed(skipped);
      const first = left[0];
      findings.push({
        message: `${whenItFails(failure)}, ${left.length > 1 ? `the effects of ${steps} stay` : `the effect of ${steps} stays`}: ${compensations} ${skipped.length > 1 ? "do" : "does"} not run`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        hint: `Lead the failure through ${compensations}.`,
        path: failingWay(analysis, failure, first ? { through: first.state, without: endersOf(first) } : {}),
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

/** The steps that have a compensation, or are taken back, whose effect may stand, and which nothing undoes on any way from the failure. */
function leftBehind(subject: Subject, failure: Failure): readonly SagaStep[] {
  const { target, some } = failure;
  if (target === null) return NOTHING;
  const left = leftBy(subject, failure).filter((step) => endersOf(step).some((ender) => ender !== failure.state));
  if (left.length === 0) return NOTHING;
  const { endings } = analysisOf(subject);
  // What goes on in the step's place fails by itself, if it does.
  if (hasFallback(subject, failure) && endings.maySucceed(target)) return NOTHING;
  return endings.mayFail(target) || endings.mayBeFound(target) || (endings.maySucceed(target) && rollsBack(subject, some)) ? left : NOTHING;
}

const NOTHING: readonly SagaStep[] = [];
