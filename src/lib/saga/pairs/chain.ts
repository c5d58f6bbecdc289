import { eachBit, hasBit, noBits, sameBits, subtractBits, uniteBits } from "../../base/bits.ts";
import { callSameAction } from "../words/match-states.ts";
import type { ForwardStep, Pairing, StepPair } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";

/** The chain that the failures of the steps make, one after the other. */
export interface Chain extends Pick<Pairing, "steps" | "failing"> {
  readonly first: FirstFailures;
  /** Whether a failing step's own compensation runs. */
  readonly self: boolean;
}

/** By index of a state, the place among the steps of the first whose failure runs it. */
type FirstFailures = readonly (number | undefined)[];

/** Sees the chain; the pairs that names made tell whose compensation runs. */
export function chainOf(pairing: Pairing, found: readonly StepPair[]): Chain {
  const { steps, failing } = pairing;
  const first = firstFailures(steps);
  const named = found.filter(({ evidence }) => evidence.includes("name"));
  return { steps, failing, first, self: prefersSelf(pairing, first, named) };
}

/** Whether a failing step's own compensation runs, as far as the pairs tell; without any, whether the first step's failure undoes anything. */
function prefersSelf({ steps: [start], candidates }: Pairing, firsts: FirstFailures, pairs: readonly StepPair[]): boolean {
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

function firstFailures(steps: readonly ForwardStep[]): FirstFailures {
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
 * What the chain alone says of a candidate: it undoes the step whose failure first runs it (`self`), or the step before, as it also
 * does where the failing step has its compensation already, unless it goes on with that; where no step's failure runs it, the last step
 * before what finds the failure.
 */
export function chainStep(
  { steps, failing: states, first, self }: Chain,
  candidate: WordedState,
  paired: ReadonlySet<WordedState> = NONE,
): ForwardStep | undefined {
  const at = first[candidate.index] ?? -1;
  if (at === -1) {
    const found = states.filter(({ failurePath }) => hasBit(failurePath, candidate.index));
    return steps.findLast(({ later }) => found.some((state) => hasBit(later, state.index)));
  }
  const failing = steps[at];
  if (failing === undefined || (self && !paired.has(failing))) return failing;
  const before = steps.findLast((step) => step.at < at && hasBit(step.later, failing.index));
  return self && isAskedWith(failing, before, candidate) && endsChain(steps, failing) ? failing : before;
}

/** Whether every step's failure leads to it: its place alone then speaks for none of them, and it may only clean up. */
export function answersAll({ steps }: Chain, { index }: WordedState): boolean {
  return steps.every(({ failurePath }) => hasBit(failurePath, index));
}

/** Whether the failure of a later step runs just the same: from here on, the chain adds nothing. */
function endsChain(steps: readonly ForwardStep[], { at, failurePath }: ForwardStep): boolean {
  return steps.some((step) => step.at > at && sameBits(step.failurePath, failurePath));
}

/** Whether the candidate asks of a service what the step asks, and the step before does not: one more build, to clean up after a build. */
function isAskedWith({ words }: ForwardStep, before: ForwardStep | undefined, candidate: WordedState): boolean {
  return callSameAction(words, candidate.words) && (before === undefined || !callSameAction(before.words, candidate.words));
}

/**
 * Whether the candidate undoes the step whichever step's compensation runs, though every failure leads to it: it runs where the step has
 * come to its end and answered that it failed, and then where the next step fails with an error.
 */
export function undoesEitherWay({ steps, first }: Chain, { at, catches, later }: ForwardStep, { index }: WordedState): boolean {
  const next = steps[at + 1];
  if (next === undefined || first[index] !== at || catches) return false;
  return hasBit(later, next.index) && hasBit(next.failurePath, index) && next.catches;
}

const NONE: ReadonlySet<WordedState> = new Set();
