import { cannotUndo } from "../words/cannot-undo.ts";
import type { StateMatch } from "../words/match-states.ts";
import { compareStateMatches, matchStates } from "../words/match-states.ts";
import { mayRunAfter, passesBy } from "./may-run-after.ts";
import { areOfOtherKinds, isNamePair } from "../words/name-match.ts";
import { nounIndex } from "../words/noun-index.ts";
import type { ForwardStep, Pairing } from "./pairing.ts";
import { saysUndo } from "../words/state-says.ts";
import type { LoneState } from "../words/see-state.ts";
import type { StateWords } from "../words/state-words.ts";

/** A candidate that reads as the undoing of a step. */
export interface Undoing {
  readonly candidate: LoneState;
  readonly match: StateMatch;
  /** Whether it is the best for its step, or reads as that one does. */
  readonly isBest: boolean;
}

/** Finds what reads as the undoing of a step by its own words, or by those of a Parallel or Map around it; the best first. */
export function undoingsIn(pairing: Pairing): (step: ForwardStep, words: StateWords) => readonly Undoing[] {
  const known = nounIndex(pairing.candidates);
  const commented = pairing.candidates.filter((candidate) => candidate.words.comment !== "" && saysUndo(candidate));
  return (step, words) => {
    const numbered = ranked(pairing, step, words, known.numbered(words));
    const mentioning = commented.filter((candidate) => candidate.words.comment.includes(step.state));
    const all = numbered.length > 0 ? numbered : ranked(pairing, step, words, withOthers(known.about(words), mentioning));
    const [best] = all;
    return best === undefined ? [] : all.map((match) => ({ ...match, isBest: match === best || isCopy(match, best) }));
  };
}

function withOthers(candidates: readonly LoneState[], others: readonly LoneState[]): Iterable<LoneState> {
  return others.length === 0 ? candidates : new Set([...candidates, ...others]);
}

interface Ranked extends Omit<Undoing, "isBest"> {
  /** How many words of the step's name it has: "process" alone tells RollbackProcessLoans from RollbackSettleLoans. */
  readonly spelt: number;
}

function ranked(pairing: Pairing, step: ForwardStep, words: StateWords, candidates: Iterable<LoneState>): readonly Ranked[] {
  const called = { state: step.state, index: step.index, words };
  const found: Ranked[] = [];
  for (const candidate of candidates) {
    if (cannotUndo(words, candidate.words) || areOfOtherKinds(step.words.name, candidate.words.name)) continue;
    const match = matchStates(called, candidate);
    if (isNamePair(match) && fits(pairing, step, candidate, match)) found.push({ candidate, match, spelt: spelt(words, candidate.words) });
  }
  return found.sort((a, b) => compareStateMatches(b.match, a.match) || b.spelt - a.spelt);
}

/** Whether the candidate runs where what undoes the step may run. */
function fits(pairing: Pairing, step: ForwardStep, candidate: LoneState, match: StateMatch): boolean {
  return (match.nouns >= 0.5 || mayRunAfter(pairing, step, candidate)) && !passesBy(pairing, step, candidate, match);
}

function spelt({ name: step }: StateWords, { name: undo }: StateWords): number {
  return step.tokens.filter((token) => undo.tokens.includes(token)).length;
}

/** Whether it is about the same as the best one, in as many of the step's words, and turns its verb round if that does. */
function isCopy({ candidate, match, spelt }: Ranked, best: Ranked): boolean {
  const { nouns } = candidate.words.name;
  const others = best.candidate.words.name.nouns;
  const isAboutSame = nouns.length > 0 && nouns.length === others.length && nouns.every((noun) => others.includes(noun));
  return isAboutSame && spelt === best.spelt && (best.match.verb < 2 || match.verb === 2);
}
