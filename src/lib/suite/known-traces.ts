import type { JsonValue } from "../base/json.ts";
import type { Fault } from "../faults/fault.ts";
import type { Observation } from "./observation.ts";

/** What is known of an execution that has run: enough to tell which faults would change it. */
export interface Trace {
  readonly faults: readonly Fault[];
  /** Tasks that were scheduled, whatever answered them. */
  readonly scheduled: ReadonlySet<string>;
  readonly hits: readonly (number | null)[];
  /** The raw outputs of Tasks; of the case without faults only. */
  readonly outputs: ReadonlyMap<string, JsonValue>;
}

/** An execution that has run, with all that it showed. */
export interface ObservedTrace extends Trace {
  readonly observation: Observation;
}

/** The executions that the matrix has seen so far, in their order. */
export interface KnownTraces {
  readonly add: (trace: Trace) => void;
  readonly all: () => readonly Trace[];
  readonly withFaults: (count: number) => readonly Trace[];
  /** The execution without faults. */
  readonly base: () => Trace;
  readonly has: (faults: readonly Fault[]) => boolean;
  /** Whether the matrix has made the state fail in all its ways. */
  readonly isTarget: (state: string) => boolean;
  readonly addTargets: (states: Iterable<string>) => void;
}

/** Knows nothing yet. */
export function createKnownTraces(): KnownTraces {
  const traces = new Map<string, Trace>();
  const targets = new Set<string>();
  return {
    add: (trace) => void traces.set(keyOf(trace.faults), trace),
    all: () => [...traces.values()],
    withFaults: (count) => [...traces.values()].filter(({ faults }) => faults.length === count),
    base() {
      const base = traces.get("");
      if (base === undefined) throw new Error("The case without faults comes first");
      return base;
    },
    has: (faults) => traces.has(keyOf(faults)),
    isTarget: (state) => targets.has(state),
    addTargets(states) {
      for (const state of states) targets.add(state);
    },
  };
}

/** The same for the same faults in any order. */
function keyOf(faults: readonly Fault[]): string {
  return faults
    .map(({ text }) => text)
    .sort()
    .join("\n");
}
