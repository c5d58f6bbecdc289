import type { Evidence } from "./model.ts";
import type { NameMatch } from "./name-match.ts";
import { compareMatches, isNamePair, matchNames, soundsLikeUndo } from "./name-match.ts";
import type { StateWords } from "./task-words.ts";

/** A state that may be paired, with what it says of itself. */
export interface Candidate {
  readonly state: string;
  readonly words: StateWords;
}

/** A forward step on its way through pairing. */
export interface ForwardCandidate extends Candidate {
  /** States that run on some way after it fails. */
  readonly failurePath: ReadonlySet<string>;
  /** The forward steps that may run after it, or beside it in a Parallel. */
  readonly later: ReadonlySet<string>;
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
  const byName = steps.flatMap((step) => namePairs(step, steps, candidates));
  const self = prefersSelf(steps, byName);
  const left = candidates.filter(({ state }) => !byName.some(({ compensation }) => compensation === state));
  const byChain = chainPairs(steps, left, byName, self);
  return [...byName, ...byChain].map((pair) => withEvidence(pair, steps, self));
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
function namePairs(step: ForwardCandidate, steps: readonly ForwardCandidate[], candidates: readonly Candidate[]): readonly Pair[] {
  const matches = candidates
    .map((candidate) => ({ candidate, match: matchStates(step, candidate), ran: mayRunAfter(step, steps, candidate) }))
    .filter(({ match, ran }) => isNamePair(match) && (ran || match.nouns >= 0.5))
    .sort((a, b) => compareMatches(b.match, a.match));
  const best = matches[0];
  if (best === undefined) return [];
  return matches
    .filter(
      ({ candidate, match }) => candidate === best.candidate || (match.nouns === best.match.nouns && sameNouns(candidate, best.candidate)),
    )
    .map(({ candidate }) => ({ step: step.state, compensation: candidate.state, evidence: ["name"] }));
}

function mayRunAfter(step: ForwardCandidate, steps: readonly ForwardCandidate[], { state }: Candidate): boolean {
  return steps.some((failing) => (failing === step || step.later.has(failing.state)) && failing.failurePath.has(state));
}

function sameNouns(a: Candidate, b: Candidate): boolean {
  return a.words.name.nouns.size === b.words.name.nouns.size && [...a.words.name.nouns].every((noun) => b.words.name.nouns.has(noun));
}

/** Whether a failing step's own compensation runs, as far as the pairs that names made tell; without any, whether the first step's failure undoes anything. */
function prefersSelf(steps: readonly ForwardCandidate[], pairs: readonly Pair[]): boolean {
  const votes = pairs.flatMap(({ step, compensation }) => {
    const first = firstFailure(steps, compensation);
    const at = steps.findIndex(({ state }) => state === step);
    if (first === -1 || first < at) return [];
    return [first === at];
  });
  const forSelf = votes.filter((vote) => vote).length;
  if (votes.length > 0) return forSelf * 2 >= votes.length;
  return (steps[0]?.failurePath.size ?? 0) > 0;
}

/** The first step whose failure runs the compensation. */
function firstFailure(steps: readonly ForwardCandidate[], compensation: string): number {
  return steps.findIndex(({ failurePath }) => failurePath.has(compensation));
}

/** What the chain alone says of a candidate: it undoes the step whose failure first runs it (`self`), or the step before. */
function chainStep(steps: readonly ForwardCandidate[], compensation: string, self: boolean): ForwardCandidate | undefined {
  const first = firstFailure(steps, compensation);
  const failing = steps[first];
  if (self || failing === undefined) return failing;
  return steps.slice(0, first).findLast(({ later }) => later.has(failing.state));
}

function chainPairs(
  steps: readonly ForwardCandidate[],
  left: readonly Candidate[],
  byName: readonly Pair[],
  self: boolean,
): readonly Pair[] {
  const pairs: Pair[] = [];
  const added = new Set(
    steps.map(({ failurePath }) =>
      left
        .filter(({ state }) => failurePath.has(state))
        .map(({ state }) => state)
        .join("\n"),
    ),
  );
  // Failure paths that grow by one state a step are a chain even where the names say nothing.
  const grows = [...added].filter((path) => path !== "").length > 1;
  for (const candidate of left) {
    const step = chainStep(steps, candidate.state, self);
    if (step === undefined || [...byName, ...pairs].some((pair) => pair.step === step.state)) continue;
    const match = matchStates(step, candidate);
    const convincing = saysUndo(candidate) ? match.nouns > 0 || !mentionsOther(step, steps, candidate) : match.nouns > 0 && match.verb > 0;
    if (!convincing && !(grows && !step.nested && neutral(candidate))) continue;
    if (step.nested && match.nouns === 0) continue;
    pairs.push({ step: step.state, compensation: candidate.state, evidence: match.nouns > 0 ? ["chain", "name"] : ["chain"] });
  }
  return pairs;
}

/** Whether the candidate is about another step's subject than the one its place speaks for. */
function mentionsOther(step: ForwardCandidate, steps: readonly ForwardCandidate[], candidate: Candidate): boolean {
  return steps.some((other) => other !== step && matchStates(other, candidate).nouns > 0);
}

/** A name that neither undoes nor sets a status: its place alone speaks. */
function neutral({ words }: Candidate): boolean {
  return words.name.verbs.length === 0;
}

function withEvidence(pair: Pair, steps: readonly ForwardCandidate[], self: boolean): Pair {
  const chained = chainStep(steps, pair.compensation, self)?.state === pair.step;
  const evidence: readonly Evidence[] = ["chain", "name", "region"];
  const holds = (kind: Evidence): boolean => kind === "region" || pair.evidence.includes(kind) || (kind === "chain" && chained);
  return { ...pair, evidence: evidence.filter(holds) };
}
