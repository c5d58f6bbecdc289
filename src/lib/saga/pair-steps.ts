import { isEmptyBits, uniteBits } from "../base/bits.ts";
import type { Evidence } from "./model.ts";
import type { NameMatch } from "./name-match.ts";
import { compareMatches, isNamePair, matchNames, soundsLikeUndo } from "./name-match.ts";
import type { NounIndex } from "./noun-index.ts";
import { nounIndex } from "./noun-index.ts";
import type { StateSet } from "./state-set.ts";
import type { StateWords } from "./task-words.ts";

/** A state that may be paired, with what it says of itself. */
export interface Candidate {
  readonly state: string;
  readonly words: StateWords;
}

/** A forward step on its way through pairing. */
export interface ForwardCandidate extends Candidate {
  /** States that run on some way after it fails. */
  readonly failurePath: StateSet;
  /** What may run after it when nothing fails, or beside it in a Parallel. */
  readonly later: StateSet;
  /** Whether it lies in a Parallel or Map, where position says little. */
  readonly nested: boolean;
}

/** A compensation found for a step, and why. */
export interface Pair {
  readonly step: string;
  readonly compensation: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Pairs forward steps (in the order of the way to success) with the states of the recovery region that undo them: first by names,
 * then, for what is left, by what each failure path adds to the one before it (DESIGN.md §5.3).
 */
export function pairSteps(steps: readonly ForwardCandidate[], candidates: readonly Candidate[]): readonly Pair[] {
  const known = nounIndex(candidates);
  const commented = candidates.filter((candidate) => candidate.words.comment !== "" && saysUndo(candidate));
  const byName = steps.flatMap((step) => namePairs(step, steps, known, commented));
  const named = new Set(byName.map(({ compensation }) => compensation));
  const first = firstFailures(steps);
  const chain: Chain = { steps, first, self: prefersSelf(steps, first, byName) };
  const left = candidates.filter(({ state }) => !named.has(state));
  const byChain = chainPairs(chain, left, byName);
  return [...byName, ...byChain].map((pair) => withEvidence(pair, chain));
}

/** The steps in their order, and where each state of the recovery region first runs. */
interface Chain {
  readonly steps: readonly ForwardCandidate[];
  /** By state, the place among the steps of the first whose failure runs it. */
  readonly first: ReadonlyMap<string, number>;
  /** Whether a failing step's own compensation runs. */
  readonly self: boolean;
}

/** The match of two states by their names, else by what they call, else by a Comment that names the step. */
export function matchStates(step: Candidate, candidate: Candidate): NameMatch {
  const named = mentions(candidate.words.comment, step.state) && saysUndo(candidate);
  const byComment = named ? { nouns: 1, verb: 0.8 } : { nouns: 0, verb: 0 };
  const byName = matchNames(step.words.name, candidate.words.name);
  const byCall = matchNames(step.words.call, candidate.words.call);
  const others = byName.nouns > 0 || byCall.verb < 1 ? [byName] : [byName, byCall];
  return others.reduce((best, match) => (compareMatches(match, best) > 0 ? match : best), byComment);
}

/** Whether its name, what it calls, or its Comment says that it undoes something. */
export function saysUndo({ words }: Candidate): boolean {
  return soundsLikeUndo(words.name) || (words.name.verbs.length === 0 && soundsLikeUndo(words.call)) || UNDO_WORD.test(words.comment);
}

const UNDO_WORD = /\b(compensat\w+|undo(es)?|roll(s|ing)? ?back|revert(s|ing)?|revers(e|es|ing))\b/i;

function mentions(text: string, name: string): boolean {
  const parts = text.split(name);
  return parts.some((part, index) => index > 0 && !/[\p{L}\d]$/u.test(parts[index - 1] ?? "") && !/^[\p{L}\d]/u.test(part));
}

/** The candidates that read as the undoing of the step: the best, and its copies for other points of failure. */
function namePairs(
  step: ForwardCandidate,
  steps: readonly ForwardCandidate[],
  known: NounIndex<Candidate>,
  commented: readonly Candidate[],
): readonly Pair[] {
  const numbered = nameMatches(step, steps, known.numbered(step.words));
  const matches = numbered.length > 0 ? numbered : nameMatches(step, steps, new Set([...known.about(step.words), ...commented]));
  const best = matches[0];
  if (best === undefined) return [];
  return matches
    .filter(
      ({ candidate, match }) => candidate === best.candidate || (match.nouns === best.match.nouns && sameNouns(candidate, best.candidate)),
    )
    .map(({ candidate }) => ({ step: step.state, compensation: candidate.state, evidence: ["name"] }));
}

interface CandidateMatch {
  readonly candidate: Candidate;
  readonly match: NameMatch;
}

/** Those that match well enough, the best first. */
function nameMatches(
  step: ForwardCandidate,
  steps: readonly ForwardCandidate[],
  candidates: Iterable<Candidate>,
): readonly CandidateMatch[] {
  return [...candidates]
    .map((candidate) => ({ candidate, match: matchStates(step, candidate) }))
    .filter(({ candidate, match }) => isNamePair(match) && (match.nouns >= 0.5 || mayRunAfter(step, steps, candidate)))
    .sort((a, b) => compareMatches(b.match, a.match));
}

function mayRunAfter(step: ForwardCandidate, steps: readonly ForwardCandidate[], { state }: Candidate): boolean {
  return steps.some((failing) => (failing === step || step.later.has(failing.state)) && failing.failurePath.has(state));
}

function sameNouns(a: Candidate, b: Candidate): boolean {
  return a.words.name.nouns.size === b.words.name.nouns.size && [...a.words.name.nouns].every((noun) => b.words.name.nouns.has(noun));
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
    if (!convincing && !(grows && !step.nested && neutral(candidate))) continue;
    if (step.nested && match.nouns === 0) continue;
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
