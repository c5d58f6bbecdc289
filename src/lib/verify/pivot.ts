import type { CompensationRun } from "./compensations.ts";
import type { EffectRecord } from "./effects.ts";
import { isWithin } from "./iterations.ts";
import type { SagaLog } from "./saga-log.ts";
import { isBefore } from "./stretch.ts";

/** Whether the effect stands where the saga only goes forward. A rollback shows that reaching the end of the path was no pivot. */
export function isPastPivot({ pivots, isThrough, runs }: SagaLog, { iteration }: EffectRecord): boolean {
  return (isThrough && runs.length === 0) || pivots.some((pivot) => isWithin(iteration, pivot.iteration));
}

/** The first compensation that ran although a declared pivot was done: in the pivot's iteration, or for an effect of it. */
export function firstRunPast(pivot: EffectRecord, { runs }: SagaLog): CompensationRun | undefined {
  const isPast = ({ iteration }: Pick<EffectRecord, "iteration">): boolean => isWithin(iteration, pivot.iteration);
  return runs.find((run) => isBefore(pivot, run) && (isPast(run.visit) || run.covers.some(isPast)));
}
