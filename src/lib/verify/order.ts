import type { CompensationRun } from "./compensations.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Stretch } from "./stretch.ts";
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
 * other's began; unless it was over before there was anything for the other to undo, as where an alternative came after it.
 */
export function orderFaults({ runs }: SagaLog): readonly OrderFault[] {
  const done = runs.filter(({ status, covers }) => status === "done" && covers.length > 0).map(withEffects);
  const faults: OrderFault[] = [];
  for (const first of done) {
    for (const second of done) {
      // Nearly every pair of thousands of iterations is one of these.
      if (first.execution === second.execution && first.ended >= second.begun) continue;
      const [early, late] = [first.run, second.run];
      if (early === late || isBefore(late, early) || !wereBefore(early, late) || wasOver(early, late)) continue;
      faults.push({ early, late, overlap: !isBefore(early, late) });
    }
  }
  return faults;
}

/** A run and when its effects happened; NaN, which compares with nothing, where they lie in several executions. */
interface RunWithEffects {
  readonly run: CompensationRun;
  readonly execution: string | null;
  readonly begun: number;
  readonly ended: number;
}

function withEffects(run: CompensationRun): RunWithEffects {
  const { covers } = run;
  const execution = covers[0]?.visit.execution ?? null;
  if (covers.some(({ visit }) => visit.execution !== execution)) return { run, execution, begun: Number.NaN, ended: Number.NaN };
  return { run, execution, begun: earliest(covers), ended: latest(covers) };
}

function earliest(effects: readonly Stretch[]): number {
  return effects.reduce((least, { begun }) => Math.min(least, begun), Number.POSITIVE_INFINITY);
}

function latest(effects: readonly Stretch[]): number {
  return effects.reduce((most, { ended }) => Math.max(most, ended), Number.NEGATIVE_INFINITY);
}

/** Whether all the effects of the first run had ended before those of the second began. */
function wereBefore(first: CompensationRun, second: CompensationRun): boolean {
  return first.covers.every((earlier) => second.covers.every((later) => cameBefore(earlier, later)));
}

/** Whether the first run had ended before the effects of the second began. */
function wasOver(first: CompensationRun, second: CompensationRun): boolean {
  return second.covers.every((effect) => isBefore(first, effect));
}
