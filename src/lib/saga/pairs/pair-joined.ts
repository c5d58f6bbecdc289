import { mayRunAfter } from "./may-run-after.ts";
import { areOfOtherKinds } from "../words/name-match.ts";
import { CONJUNCTIONS } from "../words/name-words.ts";
import type { Pairing, StepPair } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";
import { someOf, UNDO_VERBS, undoes } from "../words/verbs.ts";

/**
 * The pairs of what does two undoings at once and names the subject of one: "CancelAndRefund" undoes "ChargeCard" by its name, and
 * "OpenTicket", which nothing else undoes, by its other verb.
 */
export function pairJoined(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const joined = pairing.candidates.filter(doesTwo);
  if (joined.length === 0) return [];
  const undone = new Set(found.map(({ step }) => step));
  const left = pairing.steps.filter((step) => !undone.has(step));
  return joined.flatMap((compensation) => {
    const { verbs } = compensation.words.name;
    const more = left.filter((step) => undoes(step.words.name.verbs, verbs) && mayRunAfter(pairing, step, compensation));
    return more
      .filter((step) => !areOfOtherKinds(step.words.name, compensation.words.name))
      .map((step): StepPair => ({ step, compensation, evidence: ["chain"] }));
  });
}

function doesTwo({ words: { name } }: WordedState): boolean {
  return name.verbs.filter((verb) => UNDO_VERBS.has(verb)).length > 1 && someOf(name.tokens, CONJUNCTIONS);
}
