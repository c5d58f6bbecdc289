import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures/failures.ts";
import { eachBit, hasBit, noBits } from "../base/bits.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { stateSet } from "../saga/graph/state-set.ts";
import { analysisOf, nameSpan, whenItFails } from "./failing.ts";
import { firstOfEach } from "./first-of.ts";
import { listed } from "./listed.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** Compensations that do not run in the reverse order of the effects: see docs/rules/compensation-order.md. */
export const compensationOrder: Rule = {
  id: "compensation-order",
  severity: "error",
  judges: "saga",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    const suspects = inLine(analysis, subject.model);
    for (const { pair, failure } of firstOfEach(disordered(analysis, suspects), ({ pair }) => pair.first.state)) {
      const { first, second } = pair;
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

/** Two compensations that run one after the other, and never the other way round. */
interface Line {
  readonly first: SagaStep;
  readonly second: SagaStep;
}

/** The pairs of which the first undoes something earlier than the second: only these can be out of order. */
function inLine(analysis: FailureAnalysis, model: SagaModel): readonly Line[] {
  const { graph, after } = analysis;
  const leadsTo = (from: string, to: string): boolean => hasBit(after.some[indexOf(graph, from)] ?? noBits(0), indexOf(graph, to));
  const lines: Line[] = [];
  for (const first of model.steps.values()) {
    const next = first.undoes.length === 0 ? [] : (after.next[indexOf(graph, first.state)] ?? []);
    if (!undoesLater(analysis, first, next)) continue;
    for (const name of new Set(next.flatMap((target) => [...stateSet(graph, after.some[target] ?? noBits(0))]))) {
      const second = model.steps.get(name);
      if (second === undefined || second === first || leadsTo(name, first.state)) continue;
      if (first.undoes.some((a) => second.undoes.some((b) => isBefore(analysis, a, b)))) lines.push({ first, second });
    }
  }
  return lines;
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

/** The pairs that a failure runs in the wrong order: every effect of the first was over before any of the second began. */
function* disordered(analysis: FailureAnalysis, lines: readonly Line[]): Generator<{ readonly pair: Line; readonly failure: Failure }> {
  for (const pair of lines) {
    const failure = analysis.failures.find(({ state, open, some }) => {
      if (!some.has(pair.first.state) || !some.has(pair.second.state)) return false;
      const stands = (step: string): boolean => step === state || open.has(step);
      const [before, later] = [pair.first.undoes.filter(stands), pair.second.undoes.filter(stands)];
      return before.length > 0 && later.length > 0 && before.every((a) => later.every((b) => isBefore(analysis, a, b)));
    });
    if (failure !== undefined) yield { pair, failure };
  }
}
