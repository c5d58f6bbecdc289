import type { Candidate, ForwardCandidate, Pair } from "./candidate.ts";
import type { StateMatch } from "./match-states.ts";
import { compareStateMatches, matchStates, saysUndo } from "./match-states.ts";
import { isNamePair } from "./name-match.ts";
import type { NounIndex } from "./noun-index.ts";
import { nounIndex } from "./noun-index.ts";
import { COMPLETING_VERBS } from "./verbs.ts";

/** Whether the candidate runs on some way after the step took effect, and failed or what followed it failed. */
export type MayRunAfter = (step: ForwardCandidate, candidate: string) => boolean;

/** The pairs that names make: for each step the candidate that reads best as its undoing, and that one's copies for other points of failure. */
export function pairByName(
  steps: readonly ForwardCandidate[],
  candidates: readonly Candidate[],
  mayRunAfter: MayRunAfter,
): readonly Pair[] {
  const known = nounIndex(candidates);
  const commented = candidates.filter((candidate) => candidate.words.comment !== "" && saysUndo(candidate));
  const found = steps.flatMap((step) => {
    const own = bestMatches(step, known, commented, mayRunAfter);
    // The steps inside "ShipParcels" are undone by "RecallParcels", whatever they are called themselves.
    const inside = own.length > 0 ? own : step.holders.flatMap((words) => bestMatches({ ...step, words }, known, [], mayRunAfter));
    return inside.map(({ candidate, match }): Found => ({ step, compensation: candidate.state, match }));
  });
  return settle(found, mayRunAfter).map(({ step, compensation }) => ({ step: step.state, compensation, evidence: ["name"] }));
}

interface Found {
  readonly step: ForwardCandidate;
  readonly compensation: string;
  readonly match: StateMatch;
}

/**
 * Of the steps that one compensation seems to undo, those that its name speaks of, where there are any, and in the same words; of these
 * those that it can run after, and those that only complete what another began; and of these those whose verb it undoes.
 */
function settle(found: readonly Found[], mayRunAfter: MayRunAfter): readonly Found[] {
  const rivals = new Map<string, Found[]>();
  for (const pair of found) rivals.set(pair.compensation, [...(rivals.get(pair.compensation) ?? []), pair]);
  const kept = new Set(
    [...rivals.values()].flatMap((pairs) => {
      const spokenOf = preferred(pairs, ({ match }) => match.by === "name");
      const sameWord = spokenOf.some(({ match }) => match.roots === 1) ? preferred(spokenOf, ({ match }) => match.roots > 0) : spokenOf;
      const placed = preferred(sameWord, ({ step, compensation }) => completes(step) || mayRunAfter(step, compensation));
      return placed.some(({ match }) => match.verb === 1) ? preferred(placed, ({ match }) => match.verb > 0.4) : placed;
    }),
  );
  return found.filter((pair) => kept.has(pair));
}

/** The items that pass the test; all of them where none does, or where there is no choice. */
function preferred<T>(items: readonly T[], test: (item: T) => boolean): readonly T[] {
  const passing = items.length === 1 ? items : items.filter(test);
  return passing.length === 0 ? items : passing;
}

function completes({ words }: ForwardCandidate): boolean {
  return COMPLETING_VERBS.has(words.name.verbs[0] ?? "");
}

/** The candidates that read as the undoing of the step: the best, and its copies. */
function bestMatches(
  step: ForwardCandidate,
  known: NounIndex<Candidate>,
  commented: readonly Candidate[],
  mayRunAfter: MayRunAfter,
): readonly CandidateMatch[] {
  const numbered = nameMatches(step, known.numbered(step.words), mayRunAfter);
  const matches = numbered.length > 0 ? numbered : nameMatches(step, new Set([...known.about(step.words), ...commented]), mayRunAfter);
  const [best] = matches;
  if (best === undefined) return [];
  return matches.filter((match) => match === best || isCopy(match, best));
}

interface CandidateMatch {
  readonly candidate: Candidate;
  readonly match: StateMatch;
}

/** Those that match well enough, the best first. */
function nameMatches(step: ForwardCandidate, candidates: Iterable<Candidate>, mayRunAfter: MayRunAfter): readonly CandidateMatch[] {
  return [...candidates]
    .map((candidate) => ({ candidate, match: matchStates(step, candidate) }))
    .filter(({ candidate, match }) => isNamePair(match) && (match.nouns >= 0.5 || mayRunAfter(step, candidate.state)))
    .sort((a, b) => compareStateMatches(b.match, a.match));
}

/** Whether it does what the best one does: it calls the same function, or is about the same. */
function isCopy({ candidate, match }: CandidateMatch, best: CandidateMatch): boolean {
  const { name, call } = candidate.words;
  if (call.roots.size > 0 && sameWords(call.tokens, best.candidate.words.call.tokens)) return true;
  const asGood = match.nouns === best.match.nouns && match.roots === best.match.roots;
  return asGood && sameWords([...name.nouns].sort(), [...best.candidate.words.name.nouns].sort());
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.join(" ") === b.join(" ");
}
