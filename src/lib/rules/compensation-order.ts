import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures/failures.ts";
import { addBit, eachBit, hasBit, noBits, uniteBits } from "../base/bits.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { stateSet } from "../saga/graph/state-set.ts";
import { analysisOf, nameSpan, whenItFails } from "./failing.ts";
import { listed } from "./listed.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** Compensations that do not run in the reverse order of the effects: see docs/rules/compensation-order.md. */
export const compensationOrder: Rule = {
  id: "compensation-order",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    for (const first of subject.model.steps.values()) {
      const found = disordered(analysis, first, behind(analysis, subject.model, first));
      if (found === undefined) continue;
      const { second, failure } = found;
      findings.push({
        message: `${whenItFails(failure)}, ${first.state} runs before ${second.state}, although ${listed(first.undoes)} took effect before ${listed(second.undoes)}`,
        state: first.state,
        span: nameSpan(analysis, first.state),
        hint: `Compensate in the reverse order of the effects: ${second.state}, then ${first.state}.`,
        path: failingWay(analysis, failure, { by: first.state }),
      });
    }
    return findings;
  },
};

/** The compensations that run after one, and never before it, which undo something later than that does: only these can be out of order. */
function behind(analysis: FailureAnalysis, model: SagaModel, first: SagaStep): readonly SagaStep[] {
  const { graph, after } = analysis;
  const leadsTo = (from: string, to: string): boolean => hasBit(after.some[indexOf(graph, from)] ?? noBits(0), indexOf(graph, to));
  const next = first.undoes.length === 0 ? [] : (after.next[indexOf(graph, first.state)] ?? []);
  if (!undoesLater(analysis, first, next)) return [];
  const names = new Set(next.flatMap((target) => [...stateSet(graph, after.some[target] ?? noBits(0))]));
  const undone = new Set(first.undoes);
  return [...names].flatMap((name) => {
    const second = model.steps.get(name);
    // Of one that only undoes the same, nothing is later: a service asked alike by hundreds of steps.
    if (second === undefined || second.undoes.every((step) => undone.has(step)) || leadsTo(name, first.state)) return [];
    return first.undoes.some((a) => second.undoes.some((b) => isBefore(analysis, a, b))) ? [second] : [];
  });
}

/** Whether something is undone next, or after that, which may begin when an effect stands that the compensation undoes itself. */
function undoesLater({ graph, effects, undone }: FailureAnalysis, { undoes }: SagaStep, next: readonly number[]): boolean {
  if (next.length === 0) return false;
  const own = undoes.map((step) => indexOf(graph, step));
  const beginsAfter = (step: number): boolean => {
    const entering = effects.entering[step];
    return entering !== undefined && own.some((index) => hasBit(entering, index));
  };
  return next.some((target) => eachBit(undone.some(target)).some(beginsAfter));
}

/** Whether the first step is over on some way to the second, and never the other way round. */
function isBefore({ graph, effects }: FailureAnalysis, a: string, b: string): boolean {
  const [atA, atB] = [indexOf(graph, a), indexOf(graph, b)];
  const [intoA, intoB] = [effects.entering[atA], effects.entering[atB]];
  return a !== b && intoB !== undefined && hasBit(intoB, atA) && !(intoA !== undefined && hasBit(intoA, atB));
}

/** The first of the compensations behind one that a failure runs in the wrong order: every effect of the one was over before any of the other began. */
function disordered(
  analysis: FailureAnalysis,
  first: SagaStep,
  seconds: readonly SagaStep[],
): { readonly second: SagaStep; readonly failure: Failure } | undefined {
  if (seconds.length === 0) return undefined;
  const { graph } = analysis;
  const failures = analysis.failures.filter((failure) => failure.some.has(first.state) && standing(first, failure).length > 0);
  const everStanding = noBits(graph.names.length);
  for (const { state, open } of failures) {
    uniteBits(everStanding, open.bits);
    addBit(everStanding, indexOf(graph, state));
  }
  for (const second of seconds) {
    if (!second.undoes.some((step) => hasBit(everStanding, indexOf(graph, step)))) continue;
    const failure = failures.find((each) => {
      if (!each.some.has(second.state)) return false;
      const [before, later] = [standing(first, each), standing(second, each)];
      return later.length > 0 && before.every((a) => later.every((b) => isBefore(analysis, a, b)));
    });
    if (failure !== undefined) return { second, failure };
  }
  return undefined;
}

/** What a compensation undoes of the step that fails and those whose effect may stand then. */
function standing({ undoes }: SagaStep, { state, open }: Failure): readonly string[] {
  return undoes.filter((step) => step === state || open.has(step));
}
