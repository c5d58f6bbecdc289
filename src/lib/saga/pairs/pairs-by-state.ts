import { groupBy } from "../../base/group-by.ts";
import type { Pair } from "./pairing.ts";

/** Pairs by the states (by index) that they are about. */
export interface PairsByState {
  readonly ofStep: ReadonlyMap<number, readonly Pair[]>;
  readonly ofCompensation: ReadonlyMap<number, readonly Pair[]>;
}

/** Parts the pairs, each state's in their order. */
export function pairsByState(pairs: readonly Pair[]): PairsByState {
  return {
    ofStep: groupBy(pairs, ({ step }) => step.index),
    ofCompensation: groupBy(pairs, ({ compensation }) => compensation.index),
  };
}
