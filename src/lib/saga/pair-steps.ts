import type { Bits } from "../base/bits.ts";
import { eachBit, hasBit, noBits, subtractBits, uniteBits } from "../base/bits.ts";
import { lazily } from "../base/lazily.ts";
import type { Candidate, FailingState, ForwardCandidate, Pair } from "./candidate.ts";
import { cannotUndo, matchStates, saysOtherwise, saysUndo } from "./match-states.ts";
import type { Evidence } from "./model.ts";
import { areOfOtherKinds } from "./name-match.ts";
import type { NounIndex } from "./noun-index.ts";
import { nounIndex } from "./noun-index.ts";
import type { PassesBy } from "./may-run-after.ts";
import { failuresBefore, mayRunAfter, passesBy } from "./may-run-after.ts";
import { pairAlike } from "./pair-alike.ts";
import { pairAlone } from "./pair-alone.ts";
import { pairByName } from "./pair-by-name.ts";
import { pairByNumber } from "./pair-by-number.ts";
import { isGeneral, pairGeneral } from "./pair-general.ts";
import { pairJoined } from "./pair-joined.ts";
import { someOf, STATUS_VERBS, undoes } from "./verbs.ts";

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
  if (steps.length === 0) return [];
  const before = failuresBefore(failing);
  const runsAfter = mayRunAfter(before);
  const passes = passesBy(steps, runsAfter);
  const byName = pairByName(steps, candidates, runsAfter, passes);
  const byNumber = pairByNumber(steps, unpaired(candidates, byName));
  const named = [...byName, ...byNumber];
  const certain = [...named, ...pairGeneral(steps, unpaired(candidates, named), failing, named)];
  const first = firstFailures(steps);
  const chain: Chain = { steps, failing, first, self: prefersSelf(steps, first, byName, candidates), passes };
  const chained = [...certain, ...chainPairs(chain, unpaired(candidates, certain), certain)];
  const found = [...chained, ...pairJoined(steps, candidates, runsAfter, chained)];
  const rest = [...pairAlike(unpaired(candidates, found), before, found), ...pairAlone(steps, candidates, found)];
  return [...found, ...rest].map((pair) => withEvidence(pair, chain));
}

type StepPair = Pair<ForwardCandidate>;

function unpaired(candidates: readonly Candidate[], pairs: readonly StepPair[]): readonly Candidate[] {
  const taken = new Set(pairs.map(({ compensation }) => compensation));
  return candidates.filter((candidate) => !taken.has(candidate));
}

/** The steps in their order, and where each state of the recovery region first runs. */
interface Chain {
  readonly steps: readonly ForwardCandidate[];
  readonly failing: readonly FailingState[];
  readonly first: FirstFailures;
  /** Whether a failing step's own compensation runs. */
  readonly self: boolean;
  readonly passes: PassesBy;
}

/** By index of a state, the place among the steps of the first whose failure runs it. */
type FirstFailures = readonly (number | undefined)[];

/** Whether a failing step's own compensation runs, as far as the pairs that names made tell; without any, whether the first step's failure undoes anything. */
function prefersSelf(
  [start]: readonly ForwardCandidate[],
  firsts: FirstFailures,
  pairs: readonly StepPair[],
  candidates: readonly Candidate[],
): boolean {
  let forSelf = 0;
  let forPrevious = 0;
  for (const { step, compensation } of pairs) {
    const first = firsts[compensation.index];
    if (first === step.at) forSelf += 1;
    else if (first !== undefined && first > step.at) forPrevious += 1;
  }
  if (forSelf + forPrevious > 0) return forSelf >= forPrevious;
  return start !== undefined && candidates.some(({ index }) => hasBit(start.failurePath, index));
}

function firstFailures(steps: readonly ForwardCandidate[]): FirstFailures {
  const first: (number | undefined)[] = [];
  const seen = noBits((steps[0]?.failurePath.length ?? 0) * 32);
  for (const { at, failurePath } of steps) {
    const fresh = failurePath.slice();
    subtractBits(fresh, seen);
    for (const index of eachBit(fresh)) first[index] = at;
    uniteBits(seen, failurePath);
  }
  return first;
}

/**
 * What the chain alone says of a candidate: it undoes the step whose failure first runs it (`self`), or the step before, as it also
 * does where the failing step has its compensation already; where no step's failure runs it, the last step before what finds the failure.
 */
function chainStep(
  { steps, failing: states, first, self }: Chain,
  { index }: Candidate,
  paired: ReadonlySet<Candidate>,
): ForwardCandidate | undefined {
  const at = first[index] ?? -1;
  if (at === -1) {
    const found = states.filter(({ failurePath }) => hasBit(failurePath, index));
    return steps.findLast(({ later }) => found.some((state) => hasBit(later, state.index)));
  }
  const failing = steps[at];
  if (failing === undefined || (self && !paired.has(failing))) return failing;
  for (let before = at - 1; before >= 0; before -= 1) if (hasBit(steps[before]?.later ?? NOTHING, failing.index)) return steps[before];
  return undefined;
}

const NOTHING: Bits = noBits(0);

function chainPairs(chain: Chain, left: readonly Candidate[], certain: readonly StepPair[]): readonly StepPair[] {
  if (left.length === 0) return [];
  const pairs: StepPair[] = [];
  const paired = new Set(certain.map(({ step }) => step));
  const known = lazily(() => nounIndex(chain.steps));
  const grows = pathsGrow(chain, left);
  for (const candidate of left) {
    const step = chainStep(chain, candidate, paired);
    if (step === undefined || paired.has(step) || saysOtherwise(step.words, candidate.words)) continue;
    const match = matchStates(step, candidate);
    const convincing = saysUndo(candidate)
      ? match.nouns > 0 || !mentionsOther(step, known(), candidate, chain.passes)
      : match.nouns > 0 && match.verb > 0 && !isBadNews(candidate) && !cannotUndo(step.words, candidate.words);
    if (!convincing && !(grows && step.holders.length === 0 && neutral(candidate))) continue;
    if (match.nouns === 0 && (step.holders.length > 0 || doOtherWork(step, candidate))) continue;
    paired.add(step);
    pairs.push({ step, compensation: candidate, evidence: match.nouns > 0 ? ["chain", "name"] : ["chain"] });
  }
  return pairs;
}

/** Whether one cannot undo the other: they are about different kinds of work, or what they call tells. */
function doOtherWork({ words }: Candidate, { words: undo }: Candidate): boolean {
  return cannotUndo(words, undo) || areOfOtherKinds(words.name, undo.name);
}

/** Whether failure paths grow with the steps: a chain, even where the names say nothing. */
function pathsGrow({ first }: Chain, left: readonly Candidate[]): boolean {
  return new Set(left.flatMap(({ index }) => first[index] ?? [])).size > 1;
}

/** Whether it is named for what went wrong, and nothing is set to that: ShippingFailed, but neither SetOrderFailed nor a call of failOrder. */
function isBadNews({ words: { name, call } }: Candidate): boolean {
  return BAD_NEWS.has(name.tokens.at(-1) ?? "") && !someOf(name.tokens, STATUS_VERBS) && !someOf(call.tokens, STATUS_VERBS);
}

const BAD_NEWS = new Set(["failed", "rejected", "declined", "expired", "denied"]);

/** Whether the candidate is about another step's subject than the one its place speaks for. */
function mentionsOther(step: ForwardCandidate, known: NounIndex<ForwardCandidate>, candidate: Candidate, passes: PassesBy): boolean {
  return known.about(candidate.words).some((other) => {
    const match = matchStates(other, candidate);
    return other !== step && match.nouns > 0 && !passes(other, candidate, match);
  });
}

/** A name that neither undoes nor sets a status: its place alone speaks. */
function neutral({ words }: Candidate): boolean {
  return words.name.verbs.length === 0;
}

function withEvidence({ step, compensation, evidence }: StepPair, chain: Chain): Pair {
  const named = evidence.includes("name");
  const inPlace = evidence.includes("chain") || chainStep(chain, compensation, NONE) === step;
  const chained = inPlace && (named || !answersAll(chain, compensation) || isUndoneBy(step, compensation));
  return { step, compensation, evidence: chained ? (named ? ALL_SIGNS : CHAINED) : named ? NAMED : REGION };
}

/** Whether every step's failure leads to it: its place alone then speaks for none of them, and it may only clean up. */
function answersAll({ steps }: Chain, { index }: Candidate): boolean {
  return steps.every(({ failurePath }) => hasBit(failurePath, index));
}

/** Whether it names no other subject, and its verb undoes the step's: Cleanup after ProvisionServers. */
function isUndoneBy({ words }: ForwardCandidate, compensation: Candidate): boolean {
  return isGeneral(compensation) && undoes(words.name.verbs, compensation.words.name.verbs);
}

const NONE: ReadonlySet<Candidate> = new Set();
const ALL_SIGNS: readonly Evidence[] = ["chain", "name", "region"];
const CHAINED: readonly Evidence[] = ["chain", "region"];
const NAMED: readonly Evidence[] = ["name", "region"];
const REGION: readonly Evidence[] = ["region"];
