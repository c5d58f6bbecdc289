import { groupBy } from "../../base/group-by.ts";
import { matchStates } from "../words/match-states.ts";
import { isNamePair } from "../words/name-match.ts";
import type { WordedState } from "../words/state-words.ts";
import { mayRunAfter } from "./may-run-after.ts";
import type { Pairing, StepPair } from "./pairing.ts";

/**
 * The pairs of alternatives that nothing else undoes: what undoes the step in whose place they stand, where it runs after them as well
 * and names nothing that they are not about. "RefundCard" undoes "ChargeCard" and "ChargeBackupCard".
 */
export function pairAlternatives(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  if (pairing.detours.length === 0) return [];
  const undone = groupBy(found, ({ step }) => step.state);
  const left = new Map(pairing.steps.filter(({ state }) => !undone.has(state)).map((step) => [step.state, step]));
  return pairing.detours.flatMap(({ state, alternative }) => {
    const step = left.get(alternative);
    if (step === undefined) return [];
    const shared = (undone.get(state) ?? []).filter(
      ({ compensation }) => mayRunAfter(pairing, step, compensation) && isAboutBoth(step, compensation),
    );
    if (shared.length > 0) left.delete(alternative);
    return shared.map(({ compensation }): StepPair => ({ step, compensation, evidence: ["name"] }));
  });
}

function isAboutBoth(step: WordedState, compensation: WordedState): boolean {
  const { name } = compensation.words;
  return name.nouns.every((noun) => step.words.name.nouns.includes(noun)) && isNamePair(matchStates(step, compensation));
}
