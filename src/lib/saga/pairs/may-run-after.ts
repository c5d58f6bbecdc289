import type { Bits } from "../../base/bits.ts";
import { addBit, eachBit, hasBit, noBits, shareBits } from "../../base/bits.ts";
import type { StateMatch } from "../words/match-states.ts";
import { areOfOtherKinds } from "../words/name-match.ts";
import type { FailingState, ForwardStep, Pairing } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";
import { completes, isAboutTheWhole } from "../words/state-says.ts";
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
 * Whether the candidate seems to be about what the step is about, and yet undoes others: "CompensateOrder" that runs when what comes
 * before "DispatchOrder" fails is about all of the order, whether or not it runs after that, too; and what only calls "delete-photo" and
 * never runs after "PublishPhoto" may be about more than that.
 */
export function passesBy(pairing: Pairing, step: ForwardStep, candidate: WordedState, { by, nouns }: StateMatch): boolean {
  if (completes(step)) return false;
  const { name } = candidate.words;
  if (nouns < 1 && isAboutTheWhole(candidate) && runsWithout(pairing, step, candidate)) return true;
  const mayMeanAll = COMPENSATING_VERBS.has(name.verbs[0] ?? "");
  if ((by === "name" && !mayMeanAll) || mayRunAfter(pairing, step, candidate)) return false;
  return pairing.steps.some((other) => mayRunAfter(pairing, other, candidate) && !areOfOtherKinds(other.words.name, name));
}

/** Whether the candidate runs where another step took effect, and this one did not; where any failure runs it, that tells nothing. */
function runsWithout({ steps, failuresBefore: before }: Pairing, step: ForwardStep, candidate: WordedState): boolean {
  if (steps.every(({ failurePath }) => hasBit(failurePath, candidate.index))) return false;
  const failures = eachBit(before(candidate)).filter((index) => !hasBit(step.later, index));
  return steps.some((other) => other !== step && failures.some((index) => index !== other.index && hasBit(other.later, index)));
}
