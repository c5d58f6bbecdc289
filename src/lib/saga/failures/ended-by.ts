import type { SagaModel, SagaStep } from "../model.ts";

/** The steps whose effect is over once this one is done: those that it undoes, or takes back. */
export function endedBy({ undoes, takesBack }: SagaStep): readonly string[] {
  return takesBack ?? undoes;
}

/** The states of which each ends the step's effect after a failure: its compensations, or, for want of any, what takes it back. */
export function endersOf({ compensations, takenBackBy = NONE }: SagaStep): readonly string[] {
  return compensations.length > 0 ? compensations : takenBackBy;
}

const NONE: readonly string[] = [];

/** Whether the step only takes back what a saga whose work is done needs no longer: what else is done is to stay. */
export function comesLast({ lastLeg }: SagaModel, { state, takesBack }: SagaStep): boolean {
  return takesBack !== undefined && lastLeg.has(state);
}
