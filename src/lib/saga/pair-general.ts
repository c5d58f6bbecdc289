import type { Bits } from "../base/bits.ts";
import { hasBit } from "../base/bits.ts";
import { cannotUndo } from "./cannot-undo.ts";
import type { ForwardStep, Pairing, StepPair } from "./pairing.ts";
import type { WordedState } from "./state-words.ts";
import { unpaired } from "./pairing.ts";
import { isGeneral } from "./state-says.ts";
import { undoes } from "./verbs.ts";

/**
 * The pairs of compensations that name no subject, such as "Rollback" and "CompensateAll": they undo every step that fails, or has run
 * before a failure, where the failure leads to them, unless what undoes it by name runs then, too.
 */
export function pairGeneral(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const { steps, failing } = pairing;
  const general = unpaired(pairing, found).filter(isGeneral);
  if (general.length === 0 || general.length > MOST_GENERAL) return [];
  const named = new Map<ForwardStep, WordedState[]>();
  for (const { step, compensation } of found) named.set(step, [...(named.get(step) ?? []), compensation]);
  return general.flatMap((candidate) => {
    const failures = failing.filter(({ failurePath }) => hasBit(failurePath, candidate.index));
    const isUndone = (step: ForwardStep, path: Bits): boolean => (named.get(step) ?? []).some(({ index }) => hasBit(path, index));
    const isLeft = (step: ForwardStep): boolean =>
      failures.some(({ index, failurePath }) => hasBit(step.later, index) && !isUndone(step, failurePath));
    const before = steps.filter((step) => !cannotUndo(step.words, candidate.words) && isLeft(step));
    const ofItsKind = before.filter((step) => suits(step, candidate));
    return (ofItsKind.length > 0 ? ofItsKind : before).map((step): StepPair => ({ step, compensation: candidate, evidence: ["chain"] }));
  });
}

/** Of more, something else must tell which undoes what. */
const MOST_GENERAL = 8;

function suits(step: ForwardStep, { words }: WordedState): boolean {
  return undoes(step.words.name.verbs, words.name.verbs);
}
