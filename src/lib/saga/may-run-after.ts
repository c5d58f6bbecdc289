import type { Bits } from "../base/bits.ts";
import { addBit, hasBit, noBits, shareBits } from "../base/bits.ts";
import type { Candidate, FailingState, ForwardCandidate } from "./candidate.ts";
import type { StateMatch } from "./match-states.ts";
import { completes } from "./match-states.ts";
import { areOfOtherKinds } from "./name-match.ts";
import { COMPENSATING_VERBS } from "./verbs.ts";

/** The states on the way to success, by index, whose failure runs the candidate. */
export type FailuresBefore = (candidate: Candidate) => Bits;

/** Tells them from what runs when each state fails; for each candidate once. */
export function failuresBefore(failing: readonly FailingState[]): FailuresBefore {
  const known = new Map<Candidate, Bits>();
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
export type MayRunAfter = (step: ForwardCandidate, candidate: Candidate) => boolean;

/** Tells from the failures that run a candidate what it runs after. */
export function mayRunAfter(before: FailuresBefore): MayRunAfter {
  return (step, candidate) => shareBits(before(candidate), step.later);
}

/**
 * Whether the candidate seems to be about what the step is about, and yet undoes others, since it never runs after the step:
 * "CompensateOrder" that runs when what comes before "DispatchOrder" fails is about all of the order; and what only calls
 * "delete-photo" may be about more than "PublishPhoto".
 */
export type PassesBy = (step: ForwardCandidate, candidate: Candidate, match: StateMatch) => boolean;

/** Tells which steps a candidate passes by. */
export function passesBy(steps: readonly ForwardCandidate[], runsAfter: MayRunAfter): PassesBy {
  return (step, candidate, { by }) => {
    const { name } = candidate.words;
    const mayMeanAll = COMPENSATING_VERBS.has(name.verbs[0] ?? "");
    if ((by === "name" && !mayMeanAll) || completes(step) || runsAfter(step, candidate)) return false;
    return steps.some((other) => runsAfter(other, candidate) && !areOfOtherKinds(other.words.name, name));
  };
}
