import type { Bits } from "../base/bits.ts";
import { addBit, hasBit, isEmptyBits, noBits, shareBits, uniteBits } from "../base/bits.ts";
import type { Candidate, FailingState, ForwardCandidate, Pair } from "./candidate.ts";
import { matchStates, saysUndo } from "./match-states.ts";
import type { Evidence } from "./model.ts";
import type { NounIndex } from "./noun-index.ts";
import { nounIndex } from "./noun-index.ts";
import type { MayRunAfter } from "./pair-by-name.ts";
import { pairByName } from "./pair-by-name.ts";
import { pairAlone, pairGeneral } from "./pair-general.ts";

/**
 * Pairs forward steps (in the order of the way to success) with the states of the recovery region that undo them: first by names, then
 * those that undo whatever came before, then, for what is left, by what each failure path adds to the one before it (DESIGN.md §5.3).
 * `failing` are the states on the way to success, steps or not.
 */
export function pairSteps(
  steps: readonly ForwardCandidate[],
  candidates: readonly Candidate[],
  failing: readonly FailingState[],
): readonly Pair[] {
  const mayRunAfter = runsAfter(failing);
  const byName = pairByName(steps, candidates, mayRunAfter);
  const named = new Set(byName.map(({ compensation }) => compensation));
  const general = pairGeneral(
    steps,
    candidates.filter(({ state }) => !named.has(state)),
    failing,
    byName,
  );
  const certain = [...byName, ...general];
  const taken = new Set(certain.map(({ compensation }) => compensation));
  const first = firstFailures(steps);
  const chain: Chain = { steps, first, self: prefersSelf(steps, first, byName) };
  const byChain = chainPairs(
    chain,
    candidates.filter(({ state }) => !taken.has(state)),
    certain,
  );
  const found = [...certain, ...byChain];
  const paired = new Set(found.flatMap(({ step, compensation }) => [step, compensation]));
  return [...found, ...pairAlone(steps, candidates, paired)].map((pair) => withEvidence(pair, chain));
}

function runsAfter(failing: readonly FailingState[]): MayRunAfter {
  const leadingTo = new Map<string, Bits>();
  return (step, candidate) => {
    let failures = leadingTo.get(candidate);
    if (failures === undefined) {
      failures = noBits(step.later.bits.length * 32);
      for (const { index, failurePath } of failing) if (failurePath.has(candidate)) addBit(failures, index);
      leadingTo.set(candidate, failures);
    }
    return hasBit(failures, step.index) || shareBits(failures, step.later.bits);
  };
}

/** The steps in their order, and where each state of the recovery region first runs. */
interface Chain {
  readonly steps: readonly ForwardCandidate[];
  /** By state, the place among the steps of the first whose failure runs it. */
  readonly first: ReadonlyMap<string, number>;
  /** Whether a failing step's own compensation runs. */
  readonly self: boolean;
}

/** Whether a failing step's own compensation runs, as far as the pairs that names made tell; without any, whether the first step's failure undoes anything. */
function prefersSelf(steps: readonly ForwardCandidate[], firstOf: ReadonlyMap<string, number>, pairs: readonly Pair[]): boolean {
  const places = new Map(steps.map(({ state }, at) => [state, at]));
  const votes = pairs.flatMap(({ step, compensation }) => {
    const first = firstOf.get(compensation);
    const at = places.get(step) ?? -1;
    return first === undefined || first < at ? [] : [first === at];
  });
  const forSelf = votes.filter((vote) => vote).length;
  if (votes.length > 0) return forSelf * 2 >= votes.length;
  return steps[0] !== undefined && !isEmptyBits(steps[0].failurePath.bits);
}

function firstFailures(steps: readonly ForwardCandidate[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  const seen = new Uint32Array(steps[0]?.failurePath.bits.length ?? 0);
  for (const [at, { failurePath }] of steps.entries()) {
    for (const state of failurePath.without(seen)) first.set(state, at);
    uniteBits(seen, failurePath.bits);
  }
  return first;
}

/**
 * What the chain alone says of a candidate: it undoes the step whose failure first runs it (`self`), or the step before, as it also
 * does where the failing step has its compensation already.
 */
function chainStep(
  { steps, first, self }: Chain,
  compensation: string,
  paired: ReadonlySet<string> = new Set(),
): ForwardCandidate | undefined {
  const at = first.get(compensation) ?? -1;
  const failing = steps[at];
  if (failing === undefined || (self && !paired.has(failing.state))) return failing;
  return steps.slice(0, at).findLast(({ later }) => later.has(failing.state));
}

function chainPairs(chain: Chain, left: readonly Candidate[], byName: readonly Pair[]): readonly Pair[] {
  const { steps } = chain;
  const pairs: Pair[] = [];
  const paired = new Set(byName.map(({ step }) => step));
  const known = nounIndex(steps);
  const grows = pathsGrow(chain, left);
  for (const candidate of left) {
    const step = chainStep(chain, candidate.state, paired);
    if (step === undefined || paired.has(step.state)) continue;
    const match = matchStates(step, candidate);
    const convincing = saysUndo(candidate) ? match.nouns > 0 || !mentionsOther(step, known, candidate) : match.nouns > 0 && match.verb > 0;
    if (!convincing && !(grows && step.holders.length === 0 && neutral(candidate))) continue;
    if (step.holders.length > 0 && match.nouns === 0) continue;
    paired.add(step.state);
    pairs.push({ step: step.state, compensation: candidate.state, evidence: match.nouns > 0 ? ["chain", "name"] : ["chain"] });
  }
  return pairs;
}

/** Whether failure paths grow with the steps: a chain, even where the names say nothing. */
function pathsGrow({ first }: Chain, left: readonly Candidate[]): boolean {
  return new Set(left.flatMap(({ state }) => first.get(state) ?? [])).size > 1;
}

/** Whether the candidate is about another step's subject than the one its place speaks for. */
function mentionsOther(step: ForwardCandidate, known: NounIndex<ForwardCandidate>, candidate: Candidate): boolean {
  return known.about(candidate.words).some((other) => other !== step && matchStates(other, candidate).nouns > 0);
}

/** A name that neither undoes nor sets a status: its place alone speaks. */
function neutral({ words }: Candidate): boolean {
  return words.name.verbs.length === 0;
}

function withEvidence(pair: Pair, chain: Chain): Pair {
  const chained = chainStep(chain, pair.compensation)?.state === pair.step;
  const evidence: readonly Evidence[] = ["chain", "name", "region"];
  const holds = (kind: Evidence): boolean => kind === "region" || pair.evidence.includes(kind) || (kind === "chain" && chained);
  return { ...pair, evidence: evidence.filter(holds) };
}
