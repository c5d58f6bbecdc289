import type { Bits } from "../base/bits.ts";
import { eachBit, hasBit } from "../base/bits.ts";
import type { MachineGraph } from "./machine-graph.ts";

/** Some states of a machine, by name. */
export interface StateSet extends Iterable<string> {
  readonly has: (name: string) => boolean;
  /** By index. */
  readonly bits: Bits;
  /** Those that the other set (by index) does not hold. */
  readonly without: (other: Bits) => Iterable<string>;
}

/** Names for what a set of indexes holds. */
export function stateSet({ states, names }: MachineGraph, bits: Bits): StateSet {
  const named = (indexes: Bits): readonly string[] => eachBit(indexes).map((index) => names[index] ?? "");
  return {
    bits,
    without: (other) => named(bits.map((word, at) => word & ~(other[at] ?? 0))),
    [Symbol.iterator]: () => named(bits).values(),
    has(name) {
      const place = states.get(name);
      return place !== undefined && hasBit(bits, place.index);
    },
  };
}
