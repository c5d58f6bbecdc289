import type { Bits } from "../../base/bits.ts";
import { hasBit } from "../../base/bits.ts";
import { groupBy } from "../../base/group-by.ts";
import { cannotUndo } from "../words/cannot-undo.ts";
import { endsAnyway } from "./ends-anyway.ts";
import type { ForwardStep, Pairing, StepPair } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";
import { unpaired } from "./pairing.ts";
import { isAboutTheWhole, isGeneral } from "../words/state-says.ts";
import { CLEARING_VERBS, someOf, undoes } from "../words/verbs.ts";

/**
 * The pairs of compensations that name no subject, such as "Rollback" and "CompensateAll", or the whole: they undo every step that fails,
 * or has run before a failure, where the failure leads to them, unless what undoes it by name runs then, too.
 */
export function pairGeneral(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const { steps, failing } = pairing;
  const general = unpaired(pairing, found).filter((candidate) => isGeneral(candidate) || standsForAll(candidate, pairing, found));
  if (general.length === 0 || general.length > MOST_GENERAL) return [];
  const named = groupBy(found, ({ step }) => step);
  return general.flatMap((candidate) => {
    const failures = failing.filter(({ failurePath }) => hasBit(failurePath, candidate.index));
    const isUndone = (step: ForwardStep, path: Bits): boolean =>
      (named.get(step) ?? []).some(({ compensation }) => hasBit(path, compensation.index));
    const isLeft = (step: ForwardStep): boolean =>
      failures.some(({ index, failurePath }) => hasBit(step.later, index) && !isUndone(step, failurePath));
    const before = steps.filter(
      (step) => !cannotUndo(step.words, candidate.words) && isLeft(step) && !endsAnyway(pairing, step, candidate),
    );
    const ofItsKind = clearsAway(steps, candidate) ? before : before.filter((step) => suits(step, candidate));
    return (ofItsKind.length > 0 ? ofItsKind : before).map((step): StepPair => ({ step, compensation: candidate, evidence: ["chain"] }));
  });
}

/** Whether it is about what the saga is about and no step alone, and nothing named for a step runs beside it: CompensateOrder after ReserveStock and ChargeCard. */
function standsForAll(candidate: WordedState, { steps, failing }: Pairing, found: readonly StepPair[]): boolean {
  if (!isAboutTheWhole(candidate)) return false;
  const { nouns } = candidate.words.name;
  if (steps.some(({ words }) => nouns.some((noun) => words.name.nouns.includes(noun) || words.call.nouns.includes(noun)))) return false;
  const paths = failing.filter(({ failurePath }) => hasBit(failurePath, candidate.index));
  return !found.some(({ compensation }) => paths.some(({ failurePath }) => hasBit(failurePath, compensation.index)));
}

/**
 * Whether it does away with whatever the steps have left, or says that it means all: a Cleanup to which the failure of every step leads, but
 * perhaps of the first, which has left nothing.
 */
function clearsAway([, ...steps]: readonly ForwardStep[], { index, words: { name } }: WordedState): boolean {
  const meansAll = someOf(name.verbs, CLEARING_VERBS) || someOf(name.tokens, ALL);
  return meansAll && steps.every(({ failurePath }) => hasBit(failurePath, index));
}

const ALL = new Set(["all", "everything"]);

/** Of more, something else must tell which undoes what. */
const MOST_GENERAL = 8;

function suits(step: ForwardStep, { words }: WordedState): boolean {
  return undoes(step.words.name.verbs, words.name.verbs);
}
