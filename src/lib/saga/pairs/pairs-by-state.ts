import type { Pair } from "./pairing.ts";

/** Pairs by the states (by index) that they are about. */
export interface PairsByState {
  readonly ofStep: ReadonlyMap<number, readonly Pair[]>;
  readonly ofCompensation: ReadonlyMap<number, readonly Pair[]>;
}

/** Parts the pairs, each state's in their order. */
export function pairsByState(pairs: readonly Pair[]): PairsByState {
  const [ofStep, ofCompensation] = [new Map<number, Pair[]>(), new Map<number, Pair[]>()];
  for (const pair of pairs) {
    addPair(ofStep, pair.step.index, pair);
    addPair(ofCompensation, pair.compensation.index, pair);
  }
  return { ofStep, ofCompensation };
}

function addPair(pairs: Map<number, Pair[]>, index: number, pair: Pair): void {
  const others = pairs.get(index);
  if (others === undefined) pairs.set(index, [pair]);
  else others.push(pair);
}
