import type { MapState } from "../asl/ast.ts";

/** Whether several iterations of the Map may run at the same time: always, unless its MaxConcurrency is 1. */
export function iterationsOverlap({ maxConcurrency }: MapState): boolean {
  return !(maxConcurrency?.type === "literal" && maxConcurrency.value === 1);
}
