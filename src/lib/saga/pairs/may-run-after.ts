import type { Bits } from "../../base/bits.ts";
import { addBit, hasBit, noBits, shareBits } from "../../base/bits.ts";
import type { StateMatch } from "../words/match-states.ts";
import { areOfOtherKinds } from "../words/name-match.ts";
import type { FailingState, ForwardStep, Pairing } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";
import { completes } from "../words/state-says.ts";
import { COMPENSATING_VERBS } from "../words/verbs.ts";

/** Tells which failures run a candidate from what runs when each state fails; for each candidate once. */
export function failuresBefore(failing: readonly FailingState[]): Pairing["failuresBefore"] {
  const known = new Map<WordedState, Bits>();
  return (candidate) => {
    let failures = known.get(candidate);
    if (failures === undefined) {
      failures = noBits((failing[0]?.failurePath.length ?? 0) * 32);
      for (const { index, failurePath } of failing) if (hasBit(failurePath, candidate.index)) addBit(failures, index);
      known.set(candidate, failures);
    }
    return failures;
  };
}

/** Whether the candidate runs on some way after the step took effect, and failed or what followed it failed. */
export function mayRunAfter(pairing: Pairing, step: ForwardStep, candidate: WordedState): boolean {
  return shareBits(pairing.failuresBefore(candidate), step.later);
}

/**
 * Whether the candidate seems to be about what the step is about, and yet undoes others, since it never runs after the step:
 * "CompensateOrder" that runs when what comes before "DispatchOrder" fails is about all of the order; and what only calls
 * "delete-photo" may be about more than "PublishPhoto".
 */
export function passesBy(pairing: Pairing, step: ForwardStep, candidate: WordedState, { by }: StateMatch): boolean {
  const { name } = candidate.words;
  const mayMeanAll = COMPENSATING_VERBS.has(name.verbs[0] ?? "");
  if ((by === "name" && !mayMeanAll) || completes(step) || mayRunAfter(pairing, step, candidate)) return false;
  return pairing.steps.some((other) => mayRunAfter(pairing, other, candidate) && !areOfOtherKinds(other.words.name, name));
}
