import { meeting } from "./iterations.ts";
import type { Visit } from "./visit.ts";

/** Events from one to another of the execution that a visit lies in. */
export interface Stretch {
  readonly visit: Visit;
  readonly begun: number;
  /** Infinity where nobody can tell. */
  readonly ended: number;
}

/**
 * Whether the first had ended for certain when the second began. Executions of one Map run go on at the same time; for the execution
 * around them, what happens in them happens while its Map is open.
 */
export function isBefore(first: Stretch, second: Stretch): boolean {
  // Nearly always; every pair of thousands may be asked about.
  if (first.visit.execution === second.visit.execution) return first.ended < second.begun;
  for (let a: Stretch | null = first; a !== null; a = around(a)) {
    for (let b: Stretch | null = second; b !== null; b = around(b)) {
      if (a.visit.execution === b.visit.execution) return a.ended < b.begun;
    }
  }
  return false;
}

/** Whether one effect came before another in the saga: iterations of one Map know nothing of each other, whichever ran first. */
export function cameBefore(first: Stretch, second: Stretch): boolean {
  return isBefore(first, second) && meeting(first.visit.iteration, second.visit.iteration) !== "apart";
}

/** The stay in the Map that started the execution. */
function around({ visit }: Stretch): Stretch | null {
  for (let outer = visit.parent; outer !== null; outer = outer.parent) {
    if (outer.execution !== visit.execution) return { visit: outer, begun: outer.entered, ended: outer.left ?? Number.POSITIVE_INFINITY };
  }
  return null;
}
