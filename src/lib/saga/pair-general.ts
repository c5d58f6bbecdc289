import type { Candidate, FailingState, ForwardCandidate, Pair } from "./candidate.ts";
import { soundsLikeUndo } from "./name-match.ts";
import type { StateSet } from "./state-set.ts";
import { COMPENSATING_VERBS, UNDO_VERBS, undoes } from "./verbs.ts";

/**
 * The pairs of compensations that name no subject, such as "Rollback" and "CompensateAll": they undo every step that fails, or has run
 * before a failure, where the failure leads to them, unless what undoes it by name runs then, too.
 */
export function pairGeneral(
  steps: readonly ForwardCandidate[],
  candidates: readonly Candidate[],
  failing: readonly FailingState[],
  byName: readonly Pair[],
): readonly Pair[] {
  const named = new Map<string, string[]>();
  for (const { step, compensation } of byName) named.set(step, [...(named.get(step) ?? []), compensation]);
  const general = candidates.filter(isGeneral);
  if (general.length > MOST_GENERAL) return [];
  return general.flatMap((candidate) => {
    const failures = failing.filter(({ failurePath }) => failurePath.has(candidate.state));
    const isUndone = ({ state }: ForwardCandidate, path: StateSet): boolean => (named.get(state) ?? []).some((name) => path.has(name));
    const before = steps.filter((step) =>
      failures.some(({ state, failurePath }) => (state === step.state || step.later.has(state)) && !isUndone(step, failurePath)),
    );
    const ofItsKind = before.filter((step) => suits(step, candidate));
    return (ofItsKind.length > 0 ? ofItsKind : before).map(({ state }): Pair => ({
      step: state,
      compensation: candidate.state,
      evidence: ["chain"],
    }));
  });
}

/** Of more, something else must tell which undoes what. */
const MOST_GENERAL = 8;

/**
 * The pairs of a compensation that stands alone behind a Parallel or Map: it undoes the steps inside, whatever it says that it is about,
 * as "RollbackOrder" undoes "ReserveStock" and "ChargeCard". `paired` are the steps and compensations that have their pairs.
 */
export function pairAlone(
  steps: readonly ForwardCandidate[],
  candidates: readonly Candidate[],
  paired: ReadonlySet<string>,
): readonly Pair[] {
  const alone = candidates.filter(
    ({ state, words }) => !paired.has(state) && words.name.verbs.some((verb) => COMPENSATING_VERBS.has(verb)),
  );
  return alone.flatMap((candidate) => {
    const others = candidates.filter((other) => other !== candidate);
    const undone = steps.filter(
      ({ state, holders, failurePath }) =>
        holders.length > 0 &&
        !paired.has(state) &&
        failurePath.has(candidate.state) &&
        !others.some((other) => failurePath.has(other.state)),
    );
    return undone.map(({ state }): Pair => ({ step: state, compensation: candidate.state, evidence: ["chain"] }));
  });
}

/** Whether it says that it undoes, and not what. */
export function isGeneral({ words: { name } }: Candidate): boolean {
  return soundsLikeUndo(name) && name.nouns.size === 0 && name.number === "" && [...name.roots].every((root) => UNDO_VERBS.has(root));
}

function suits(step: ForwardCandidate, { words }: Candidate): boolean {
  return words.name.verbs.some((verb) => step.words.name.verbs.some((done) => undoes(done, verb)));
}
