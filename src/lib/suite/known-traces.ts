import type { JsonValue } from "../base/json.ts";
import type { Fault } from "../faults/fault.ts";
import type { Observation } from "./observation.ts";

/** What is known of an execution that has run: enough to tell which faults would change it. */
export interface Trace {
  readonly faults: readonly Fault[];
  /** Tasks that were scheduled, whatever answered them. */
  readonly scheduled: ReadonlySet<string>;
  /** The raw outputs of Tasks; of the case without faults only. */
  readonly outputs: ReadonlyMap<string, JsonValue>;
  /** All that it showed, where it may be another case, too: its last fault was hit but once. */
  readonly observation: Observation | null;
}

/** A case that is planned, and its trace as soon as it has run. */
export interface PlannedTrace {
  readonly faults: readonly Fault[];
  readonly trace: Trace | undefined;
}

/** The cases of a matrix in the order of their enumeration, and what is known of them. */
export interface KnownTraces {
  readonly plan: (faults: readonly Fault[]) => void;
  readonly add: (trace: Trace) => void;
  readonly planned: () => readonly PlannedTrace[];
  /** Undefined as long as the case has not run. */
  readonly find: (faults: readonly Fault[]) => Trace | undefined;
  /** Of the cases of one fault. */
  readonly singles: () => readonly Trace[];
  /** The execution without faults. */
  readonly base: () => Trace;
  readonly has: (faults: readonly Fault[]) => boolean;
  /** Whether the matrix has made the state fail in all its ways. */
  readonly isTarget: (state: string) => boolean;
  readonly addTargets: (states: Iterable<string>) => void;
}

/** Knows nothing yet. */
export function createKnownTraces(): KnownTraces {
  const planned = new Map<string, PlannedTrace>();
  const targets = new Set<string>();
  return {
    plan: (faults) => void planned.set(keyOf(faults), { faults, trace: undefined }),
    add: (trace) => void planned.set(keyOf(trace.faults), { faults: trace.faults, trace }),
    planned: () => [...planned.values()],
    find: (faults) => planned.get(keyOf(faults))?.trace,
    singles: () => [...planned.values()].flatMap(({ faults, trace }) => (faults.length === 1 && trace !== undefined ? [trace] : [])),
    base() {
      const base = planned.get("")?.trace;
      if (base === undefined) throw new Error("The case without faults comes first");
      return base;
    },
    has: (faults) => planned.has(keyOf(faults)),
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
