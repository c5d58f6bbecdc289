import { lazily } from "../../base/lazily.ts";
import { cannotUndo, saysOtherwise } from "../words/cannot-undo.ts";
import type { Chain } from "./chain.ts";
import { answersAll, chainOf, chainStep } from "./chain.ts";
import { endsAnyway } from "./ends-anyway.ts";
import type { StateMatch } from "../words/match-states.ts";
import { matchStates } from "../words/match-states.ts";
import { passesBy } from "./may-run-after.ts";
import { areOfOtherKinds } from "../words/name-match.ts";
import { saysFailure } from "../words/name-says.ts";
import { nounIndex } from "../words/noun-index.ts";
import type { ForwardStep, Pairing, StepPair } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";
import { unpaired } from "./pairing.ts";
import { saysUndo } from "../words/state-says.ts";
import { someOf, STATUS_VERBS } from "../words/verbs.ts";

/** The pairs of the candidates that are left, each with the step that its place in the chain speaks for, where its words do not speak against it. */
export function pairByChain(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const left = unpaired(pairing, found);
  if (left.length === 0) return [];
  const chain = chainOf(pairing, found);
  const pairs: StepPair[] = [];
  const paired = new Set(found.map(({ step }) => step));
  const known = lazily(() => nounIndex(pairing.steps));
  const readings: Readings = {
    grows: pathsGrow(chain, left),
    tellsNothing: (candidate) => pairing.steps.length > 1 && answersAll(chain, candidate),
    mentionsOther: (step, candidate) =>
      known()
        .about(candidate.words)
        .some((other) => {
          const match = matchStates(other, candidate);
          return other !== step && match.nouns > 0 && !passesBy(pairing, other, candidate, match);
        }),
  };
  for (const candidate of left) {
    const step = chainStep(chain, candidate, paired);
    // Only what goes on with the undoing of the step that fails comes beside another.
    if (step === undefined || (paired.has(step) && chain.first[candidate.index] !== step.at)) continue;
    const match = matchStates(step, candidate);
    if (!wordsAllow(step, candidate, match, readings) || (match.nouns === 0 && endsAnyway(pairing, step, candidate))) continue;
    paired.add(step);
    pairs.push({ step, compensation: candidate, evidence: match.nouns > 0 ? ["chain", "name"] : ["chain"] });
  }
  return pairs;
}

/** What tells whether words speak against a place, beside those of the two states. */
interface Readings {
  /** Whether failure paths grow with the steps: a chain, even where the names say nothing. */
  readonly grows: boolean;
  /** Whether the place of the candidate says as much of any other of the steps. */
  readonly tellsNothing: (candidate: WordedState) => boolean;
  /** Whether the candidate is about another step's subject than the one its place speaks for. */
  readonly mentionsOther: (step: ForwardStep, candidate: WordedState) => boolean;
}

/** Whether what both states say lets the candidate undo the step for which its place speaks. */
function wordsAllow(
  step: ForwardStep,
  candidate: WordedState,
  match: StateMatch,
  { grows, tellsNothing, mentionsOther }: Readings,
): boolean {
  if (saysOtherwise(step.words, candidate.words)) return false;
  if (match.nouns === 0 && (step.holders.length > 0 || doOtherWork(step, candidate))) return false;
  if (grows && saysNothing(candidate)) return true;
  if (saysUndo(candidate))
    return match.nouns > 0 || !((undoesOther(step, match) && tellsNothing(candidate)) || mentionsOther(step, candidate));
  return match.nouns > 0 && match.verb > 0 && !isBadNews(candidate) && !cannotUndo(step.words, candidate.words);
}

/** Whether one cannot undo the other: they are about different kinds of work, or what they call tells. */
function doOtherWork({ words }: WordedState, { words: undo }: WordedState): boolean {
  return cannotUndo(words, undo) || areOfOtherKinds(words.name, undo.name);
}

/** Whether its verb undoes something else than what the step's verb does: ReleaseCredits after GrantSlot. */
function undoesOther({ words }: ForwardStep, { verb }: StateMatch): boolean {
  return words.name.verbs.length > 0 && verb > 0 && verb < 0.8;
}

function pathsGrow({ first }: Chain, left: readonly WordedState[]): boolean {
  return new Set(left.flatMap(({ index }) => first[index] ?? [])).size > 1;
}

/** Whether it is named for what went wrong, and nothing is set to that: ShippingFailed, but neither SetOrderFailed nor a call of failOrder. */
function isBadNews({ words: { name, call } }: WordedState): boolean {
  return BAD_NEWS.has(name.tokens.at(-1) ?? "") && !someOf(name.tokens, STATUS_VERBS) && !someOf(call.tokens, STATUS_VERBS);
}

const BAD_NEWS = new Set(["failed", "rejected", "declined", "expired", "denied"]);

/** Whether its name neither undoes, nor sets a status, nor says that something has failed: its place alone speaks. */
function saysNothing({ words }: WordedState): boolean {
  return words.name.verbs.length === 0 && !saysFailure(words.name);
}
