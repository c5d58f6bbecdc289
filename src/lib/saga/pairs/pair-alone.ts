import { hasBit } from "../../base/bits.ts";
import { areOfOtherKinds } from "../words/name-match.ts";
import type { ForwardStep, Pairing, StepPair } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";
import { completes, saysUndo } from "../words/state-says.ts";
import { COMPENSATING_VERBS, GENERIC_UNDO, someOf } from "../words/verbs.ts";

/**
 * The pairs of a compensation that stands alone where others are missing, whatever it says that it is about. Behind a Parallel or Map it undoes the steps inside, as "RollbackOrder" undoes "ReserveStock" and "ChargeCard".
 */
export function pairAlone({ steps, candidates }: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const alone = candidates.filter((candidate) => isAboutAll(candidate, found));
  if (alone.length === 0) return [];
  const paired = new Set<WordedState>(found.flatMap(({ step, compensation }) => [step, compensation]));
  const undoing = candidates.filter((candidate) => paired.has(candidate) || saysUndo(candidate));
  return alone.flatMap((candidate) => {
    const others = undoing.filter((other) => other !== candidate);
    const answered = steps.filter(
      ({ failurePath }) => hasBit(failurePath, candidate.index) && !others.some(({ index }) => hasBit(failurePath, index)),
    );
    const named = found.filter(({ compensation }) => compensation === candidate).map(({ step }) => step);
    const more =
      named.length === 0
        ? answered.filter(({ holders }) => holders.length > 0)
        : besideNamed(candidate, named, { steps, answered, isOnly: others.length === 0 });
    return more.filter((step) => !paired.has(step)).map((step): StepPair => ({ step, compensation: candidate, evidence: ["chain"] }));
  });
}

/** Whether it may be about all that is done: it says only that it undoes, or what it is named for only ends what another step began: CancelSale and CompleteSale. */
function isAboutAll(candidate: WordedState, found: readonly StepPair[]): boolean {
  const { verbs } = candidate.words.name;
  if (someOf(verbs, COMPENSATING_VERBS)) return true;
  if (!someOf(verbs, GENERIC_UNDO)) return false;
  return found.every(({ step, compensation }) => compensation !== candidate || completes(step));
}

/** Where a compensation stands among the steps. */
interface Standing {
  readonly steps: readonly ForwardStep[];
  /** The steps whose failure it alone answers. */
  readonly answered: readonly ForwardStep[];
  /** Whether nothing else in the machine undoes anything. */
  readonly isOnly: boolean;
}

/**
 * What a compensation undoes beside the steps that it is named for: all others, where it answers the failure of every step, as
 * "CompensateTenant" does; what runs instead of them, where it answers its failure; and the one whose failure it answers, and those
 * between, where that is not the next one: the machine's only compensation, "RollbackImage", for a failing refresh after "ShareImage" and
 * "UpdateTemplate".
 */
function besideNamed({ words }: WordedState, named: readonly ForwardStep[], { steps, answered, isOnly }: Standing): readonly ForwardStep[] {
  // A single call of a service undoes no different steps.
  if (!words.callsFunction) return [];
  const ofItsKind = (step: ForwardStep): boolean => !areOfOtherKinds(step.words.name, words.name);
  if (answered.length >= Math.max(steps.length, FEWEST_STEPS)) return answered.filter(ofItsKind);
  const instead = answered.filter((step) => named.every((other) => areAlternatives(step, other)));
  if (instead.length > 0) return instead.filter(ofItsKind);
  const [[only], first, last] = [named, answered[0], answered.at(-1)];
  if (!isOnly || named.length > 1 || only === undefined || first === undefined || last === undefined || first.at <= only.at + 1) return [];
  return steps.slice(only.at + 1, last.at + 1).filter(ofItsKind);
}

/** Whether only one of them runs: where the one fails, the other has done nothing. */
function areAlternatives(a: ForwardStep, b: ForwardStep): boolean {
  return !hasBit(a.later, b.index) && !hasBit(b.later, a.index);
}

/** With fewer, a failure of the other step may well be answered by what undoes the one. */
const FEWEST_STEPS = 3;
