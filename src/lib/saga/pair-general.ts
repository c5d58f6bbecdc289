import type { Candidate, FailingState, ForwardCandidate, Pair } from "./candidate.ts";
import { soundsLikeUndo } from "./name-match.ts";
import type { StateSet } from "./state-set.ts";
import { UNDO_VERBS, undoes } from "./verbs.ts";

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
  return candidates.filter(isGeneral).flatMap((candidate) => {
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

/** Whether it says that it undoes, and not what. */
export function isGeneral({ words: { name } }: Candidate): boolean {
  return soundsLikeUndo(name) && name.nouns.size === 0 && name.number === "" && [...name.roots].every((root) => UNDO_VERBS.has(root));
}

function suits(step: ForwardCandidate, { words }: Candidate): boolean {
  return words.name.verbs.some((verb) => step.words.name.verbs.some((done) => undoes(done, verb)));
}
