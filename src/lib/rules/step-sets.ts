import type { Bits } from "../base/bits.ts";
import { addBit, eachBit, meetBits, noBits, shareBits, subtractBits } from "../base/bits.ts";
import { oncePer } from "../base/once-per.ts";
import type { SagaStep } from "../saga/model.ts";
import type { StateSet } from "../saga/graph/state-set.ts";
import { analysisOf } from "./failing.ts";
import type { Subject } from "./rule.ts";

/** What rules ask of the states of every failure, as sets by index. */
interface StepSets {
  /** By index; undefined for a state that is no step. */
  readonly steps: readonly (SagaStep | undefined)[];
  /** The steps that somebody has to undo. */
  readonly owed: Bits;
  /** The compensations, whether or not it is known what they undo. */
  readonly undoing: Bits;
}

const stepSets: (subject: Subject) => StepSets = oncePer((subject) => {
  const { places } = analysisOf(subject).graph;
  const steps: (SagaStep | undefined)[] = [];
  const [owed, undoing] = [noBits(places.length), noBits(places.length)];
  for (const { index, state } of places) {
    const step = subject.model.steps.get(state.name);
    steps.push(step);
    if (step === undefined) continue;
    if (isOwed(step)) addBit(owed, index);
    if (step.role === "compensation") addBit(undoing, index);
  }
  return { steps, owed, undoing };
});

/** Whether somebody has to undo the step. */
export function isOwed({ role, takesBack, noCompensation, pivot, optional }: SagaStep): boolean {
  return role === "forward" && takesBack === undefined && noCompensation === null && !pivot && !optional;
}

/** The steps of a set (by index) that somebody has to undo, those of another set left out. */
export function owed(subject: Subject, among: Bits, except?: Bits): readonly SagaStep[] {
  const sets = stepSets(subject);
  const left = among.slice();
  meetBits(left, sets.owed);
  if (except !== undefined) subtractBits(left, except);
  return eachBit(left).flatMap((index) => sets.steps[index] ?? []);
}

/** Whether the effect of some step of the set has to be undone. */
export function owesAny(subject: Subject, among: StateSet): boolean {
  return shareBits(stepSets(subject).owed, among.bits);
}

/** Whether some compensation is among the states. */
export function rollsBack(subject: Subject, states: StateSet): boolean {
  return shareBits(stepSets(subject).undoing, states.bits);
}

/** Whether one of the step's compensations is among the states. */
export function undoneBy(step: SagaStep, states: StateSet): boolean {
  return step.compensations.some((compensation) => states.has(compensation));
}
