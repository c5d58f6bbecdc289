import type { State, StateMachine } from "../asl/ast.ts";
import type { Gap, Need, Reader } from "./data-trace.ts";
import { errorTaken, waysThrough } from "./data-ways.ts";

/** A state that an execution passes, and the error that it takes there. */
export interface WayStep {
  readonly state: string;
  readonly error: string | null;
}

/** A reader that a gap reaches. */
export interface Hit {
  readonly gap: Gap;
  readonly reader: Reader;
  /** The states from the gap to the reader, both included; from the first state on where the gap is the start. */
  readonly way: () => readonly WayStep[];
}

interface Reached {
  readonly need: Need;
  readonly gap: Gap;
  readonly before: Reached | null;
  /** Taken on leaving the state before. */
  readonly error: string | null;
}

/** The readers that suffer from any of the gaps, nearest first, each once. */
export function* readersBehind(gaps: readonly Gap[]): Generator<Hit> {
  const seen = new Set<Need>();
  const queue: Reached[] = [];
  const reach = (reached: Reached): void => {
    if (seen.has(reached.need)) return;
    seen.add(reached.need);
    queue.push(reached);
  };
  for (const gap of gaps) reach({ need: gap.need, gap, before: null, error: gap.error });
  // The queue grows while it is walked through.
  for (const reached of queue) {
    for (const reader of reached.need.readers) yield { gap: reached.gap, reader, way: () => wayTo(reached) };
    for (const { need, error } of reached.need.users) reach({ need, gap: reached.gap, before: reached, error });
  }
}

function wayTo(last: Reached): readonly WayStep[] {
  const steps: WayStep[] = [];
  let left: string | null = null;
  for (let at: Reached | null = last; at !== null; at = at.before) {
    steps.push({ state: at.need.state.name, error: left });
    left = at.error;
  }
  if (last.gap.at !== null) steps.push({ state: last.gap.at.name, error: left });
  return steps.reverse();
}

/** Gives the shortest way of an execution from the machine's start to a state, without that state. */
export function shortestWays(machine: StateMachine): (state: State) => readonly WayStep[] {
  const before = new Map<State, Onward | null>();
  const onward = waysOut(machine);
  const first = machine.states.get(machine.startAt.value);
  const queue = first ? [first] : [];
  if (first) before.set(first, null);
  for (const from of queue) {
    for (const way of onward.get(from) ?? []) {
      if (before.has(way.to)) continue;
      before.set(way.to, way);
      queue.push(way.to);
    }
  }
  return (state) => {
    const steps: WayStep[] = [];
    for (let way = before.get(state); way; way = before.get(way.from)) steps.push(way.step);
    return steps.reverse();
  };
}

/** A way from one state to another, as the step of all paths that take it. */
interface Onward {
  readonly from: State;
  readonly to: State;
  readonly step: WayStep;
}

function waysOut(machine: StateMachine): ReadonlyMap<State, readonly Onward[]> {
  const out = new Map<State, Onward[]>();
  for (const [to, ways] of waysThrough(machine).into) {
    for (const way of ways) {
      if (way.type === "start") continue;
      const from = way.type === "nested" ? way.holder : way.from;
      const known = out.get(from) ?? [];
      out.set(from, known);
      known.push({ from, to, step: { state: from.name, error: errorTaken(way) } });
    }
  }
  return out;
}
