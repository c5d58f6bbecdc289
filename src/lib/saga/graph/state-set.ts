import type { Bits } from "../../base/bits.ts";
import { eachBit, hasBit } from "../../base/bits.ts";
import type { MachineGraph } from "./machine-graph.ts";

/** Some states of a machine, by name. */
export interface StateSet extends Iterable<string> {
  has(name: string): boolean;
  /** By index. */
  readonly bits: Bits;
  /** Those that the other set (by index) does not hold. */
  without(other: Bits): Iterable<string>;
}

/** Names for what a set of indexes holds. */
export function stateSet(graph: MachineGraph, bits: Bits): StateSet {
  return new NamedStates(graph, bits);
}

// A class, since every failure of a machine has several: methods are shared, closures would be made for each.
class NamedStates implements StateSet {
  readonly bits: Bits;
  readonly #graph: MachineGraph;

  constructor(graph: MachineGraph, bits: Bits) {
    this.#graph = graph;
    this.bits = bits;
  }

  has(name: string): boolean {
    const place = this.#graph.states.get(name);
    return place !== undefined && hasBit(this.bits, place.index);
  }

  without(other: Bits): Iterable<string> {
    return namesIn(
      this.#graph,
      this.bits.map((word, at) => word & ~(other[at] ?? 0)),
    );
  }

  [Symbol.iterator](): Iterator<string> {
    return namesIn(this.#graph, this.bits).values();
  }
}

function namesIn({ names }: MachineGraph, bits: Bits): readonly string[] {
  return eachBit(bits).map((index) => names[index] ?? "");
}
