import type { CompensationRun } from "./compensations.ts";
import type { SagaLog } from "./saga-log.ts";
import { cameBefore, isBefore } from "./stretch.ts";

/** Two runs that ran in an order other than the reverse of their effects. */
export interface OrderFault {
  /** The run that came too early, and the one that should have come before it. */
  readonly early: CompensationRun;
  readonly late: CompensationRun;
  /** They ran at the same time, so that nobody can say. */
  readonly overlap: boolean;
}

/**
 * Finds runs out of order: where every effect of one ended before any of the other's began, its run must not end before the
 * other's began.
 */
export function orderFaults({ runs }: SagaLog): readonly OrderFault[] {
  const done = runs.filter(({ status, covers }) => status === "done" && covers.length > 0);
  const faults: OrderFault[] = [];
  for (const early of done) {
    for (const late of done) {
      if (early === late || !wereBefore(early, late) || isBefore(late, early)) continue;
      faults.push({ early, late, overlap: !isBefore(early, late) });
    }
  }
  return faults;
}

/** Whether all the effects of the first run had ended before those of the second began. */
function wereBefore(first: CompensationRun, second: CompensationRun): boolean {
  return first.covers.every((earlier) => second.covers.every((later) => cameBefore(earlier, later)));
}
