import { hasBit } from "../base/bits.ts";
import { lazily } from "../base/lazily.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures/failures.ts";
import { backwards, leadingTo } from "../saga/graph/closure.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import { wayOnward } from "../saga/graph/way-to-success.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { analysisOf, nameSpan, whenItFails } from "./failing.ts";
import { firstOfStates } from "./first-of.ts";
import { listed } from "./listed.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A failure path that undoes what has not been done: see docs/rules/compensation-of-unexecuted.md. */
export const compensationOfUnexecuted: Rule = {
  id: "compensation-of-unexecuted",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    const needlessIn = (failure: Failure): readonly SagaStep[] =>
      undoesOnlyDone(analysis, failure) ? NOTHING : needlessCompensations(analysis, subject.model, failure);
    for (const { failure, said: needless } of firstOfStates(analysis.failures, needlessIn)) {
      const [first] = needless;
      const harms = needless.some(({ undo }) => undo === "reverses");
      const compensations = listed(needless.map(({ state }) => state));
      findings.push({
        message: `${whenItFails(failure)}, ${compensations} ${needless.length > 1 ? "run" : "runs"} although ${listed(needless.flatMap(({ undoes }) => undoes))} did not`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        // Cancelling what is not there harms nobody; a refund of what was not paid does.
        ...(harms ? {} : { severity: "info" }),
        hint: `Enter the chain of compensations behind ${compensations}.`,
        path: failingWay(analysis, failure, first ? { by: first.state } : {}),
      });
    }
    return findings;
  },
};

function needlessCompensations(analysis: FailureAnalysis, model: SagaModel, failure: Failure): readonly SagaStep[] {
  const { state, open, beside, always } = failure;
  const tried = lazily(() => triedBefore(analysis, model, failure));
  const ran = (step: string): boolean => step === state || open.has(step) || beside.has(step) || tried().has(step);
  return [...always].flatMap((name) => {
    const step = model.steps.get(name);
    return step !== undefined && step.undoes.length > 0 && !step.undoes.some(ran) ? [step] : [];
  });
}

/** The steps whose own failure led to the one that fails now, since the saga went on by it. */
function triedBefore({ graph }: FailureAnalysis, model: SagaModel, { state }: Failure): ReadonlySet<string> {
  if (model.detours.length === 0) return NOBODY;
  const leading = leadingTo([indexOf(graph, state)], backwards(wayOnward(graph, model).onward));
  return new Set(model.detours.filter(({ alternative }) => hasBit(leading, indexOf(graph, alternative))).map((detour) => detour.state));
}

const NOBODY: ReadonlySet<string> = new Set();
const NOTHING: readonly SagaStep[] = [];

/** Whether what is undone on every way is nothing but the failed step and what may stand. */
function undoesOnlyDone({ graph }: FailureAnalysis, { state, open, beside, undoneAlways }: Failure): boolean {
  const { bits } = undoneAlways;
  for (let word = 0; word < bits.length; word += 1) {
    const left = (bits[word] ?? 0) & ~((open.bits[word] ?? 0) | (beside.bits[word] ?? 0));
    if (left === 0) continue;
    const failed = indexOf(graph, state);
    if (word !== failed >>> 5 || left !== 1 << (failed & 31)) return false;
  }
  return true;
}
