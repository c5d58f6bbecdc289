import type { Candidate, ForwardCandidate, StepPair } from "./candidate.ts";
import type { Evidence } from "./model.ts";
import { isGeneral } from "./pair-general.ts";

/** The pairs of compensations that name their step by its number alone, as "Undo step 2" does. */
export function pairByNumber(steps: readonly ForwardCandidate[], candidates: readonly Candidate[]): readonly StepPair[] {
  return candidates.filter(isGeneral).flatMap((compensation): readonly StepPair[] => {
    const { number } = compensation.words;
    const [step, ...others] = number === "" ? [] : steps.filter(({ words }) => words.number === number);
    return step === undefined || others.length > 0 ? [] : [{ step, compensation, evidence: BY_NAME }];
  });
}

const BY_NAME: readonly Evidence[] = ["name"];
