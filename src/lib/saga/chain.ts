import type { Bits } from "../base/bits.ts";
import { eachBit, hasBit, noBits, subtractBits, uniteBits } from "../base/bits.ts";
import type { Candidate, FailingState, ForwardCandidate, StepPair } from "./candidate.ts";

/** The steps in their order, and where each state of the recovery region first runs. */
export interface Chain {
  readonly steps: readonly ForwardCandidate[];
  readonly failing: readonly FailingState[];
  readonly first: FirstFailures;
  /** Whether a failing step's own compensation runs. */
  readonly self: boolean;
}

/** Sees the chain that the failures make; `named` are the pairs that names made. */
export function chainOf(
  steps: readonly ForwardCandidate[],
  candidates: readonly Candidate[],
  failing: readonly FailingState[],
  named: readonly StepPair[],
): Chain {
  const first = firstFailures(steps);
  return { steps, failing, first, self: prefersSelf(steps, first, named, candidates) };
}

/** By index of a state, the place among the steps of the first whose failure runs it. */
type FirstFailures = readonly (number | undefined)[];

/** Whether a failing step's own compensation runs, as far as the pairs that names made tell; without any, whether the first step's failure undoes anything. */
function prefersSelf(
  [start]: readonly ForwardCandidate[],
  firsts: FirstFailures,
  pairs: readonly StepPair[],
  candidates: readonly Candidate[],
): boolean {
  let forSelf = 0;
  let forPrevious = 0;
  for (const { step, compensation } of pairs) {
    const first = firsts[compensation.index];
    if (first === step.at) forSelf += 1;
    else if (first !== undefined && first > step.at) forPrevious += 1;
  }
  if (forSelf + forPrevious > 0) return forSelf >= forPrevious;
  return start !== undefined && candidates.some(({ index }) => hasBit(start.failurePath, index));
}

function firstFailures(steps: readonly ForwardCandidate[]): FirstFailures {
  const first: (number | undefined)[] = [];
  const seen = noBits((steps[0]?.failurePath.length ?? 0) * 32);
  for (const { at, failurePath } of steps) {
    const fresh = failurePath.slice();
    subtractBits(fresh, seen);
    for (const index of eachBit(fresh)) first[index] = at;
    uniteBits(seen, failurePath);
  }
  return first;
}

/**
 * What the chain alone says of a candidate: it undoes the step whose failure first runs it (`self`), or the step before; where no step's
 * failure runs it, the last step before what finds the failure.
 */
export function chainStep({ steps, failing: states, first, self }: Chain, { index }: Candidate): ForwardCandidate | undefined {
  const at = first[index] ?? -1;
  if (at === -1) {
    const found = states.filter(({ failurePath }) => hasBit(failurePath, index));
    return steps.findLast(({ later }) => found.some((state) => hasBit(later, state.index)));
  }
  const failing = steps[at];
  if (failing === undefined || self) return failing;
  for (let before = at - 1; before >= 0; before -= 1) if (hasBit(steps[before]?.later ?? NOTHING, failing.index)) return steps[before];
  return undefined;
}

const NOTHING: Bits = noBits(0);
