import type { Pairing, StepPair } from "./pairing.ts";
import { unpaired } from "./pairing.ts";
import { isGeneral } from "../words/state-says.ts";

/** The pairs of compensations that name their step by its number alone, as "Undo step 2" does. */
export function pairByNumber(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const general = unpaired(pairing, found).filter(isGeneral);
  return general.flatMap((compensation): readonly StepPair[] => {
    const { number } = compensation.words;
    const [step, ...others] = number === "" ? [] : pairing.steps.filter(({ words }) => words.number === number);
    return step === undefined || others.length > 0 ? [] : [{ step, compensation, evidence: ["name"] }];
  });
}
