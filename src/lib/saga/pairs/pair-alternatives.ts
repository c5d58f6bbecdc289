import type { Evidence } from "../model.ts";
import { matchStates } from "../words/match-states.ts";
import { isNamePair } from "../words/name-match.ts";
import type { LoneState } from "../words/see-state.ts";
import type { WordedState } from "../words/state-words.ts";
import { mayRunAfter } from "./may-run-after.ts";
import type { Pairing, StepPair } from "./pairing.ts";

/**
 * The pairs of alternatives that nothing else undoes: what undoes the step in whose place they stand, where it runs after them as well
 * and names nothing that they are not about. "RefundCard" undoes "ChargeCard" and "ChargeBackupCard".
 */
export function pairAlternatives(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  if (pairing.detours.length === 0) return [];
  const undoings = new Map<string, LoneState[]>();
  for (const { step, compensation } of found) undoings.set(step.state, [...(undoings.get(step.state) ?? []), compensation]);
  const left = new Map(pairing.steps.filter(({ state }) => !undoings.has(state)).map((step) => [step.state, step]));
  return pairing.detours.flatMap(({ state, alternative }) => {
    const step = left.get(alternative);
    if (step === undefined) return [];
    const shared = (undoings.get(state) ?? []).filter((undo) => mayRunAfter(pairing, step, undo) && isAboutBoth(step, undo));
    if (shared.length > 0) left.delete(alternative);
    return shared.map((compensation) => ({ step, compensation, evidence: BY_NAME }));
  });
}

const BY_NAME: readonly Evidence[] = ["name"];

function isAboutBoth(step: WordedState, compensation: WordedState): boolean {
  const { name } = compensation.words;
  return name.nouns.every((noun) => step.words.name.nouns.includes(noun)) && isNamePair(matchStates(step, compensation));
}
