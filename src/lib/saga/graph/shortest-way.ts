import { lazily } from "../../base/lazily.ts";
import type { Next } from "./closure.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { indexOf } from "./machine-graph.ts";
import { catchersOf } from "./ways-out.ts";

/** One state that an execution passes, and the error that it takes there. */
export interface WayStep {
  readonly state: string;
  readonly error: string | null;
}

/** Finds shortest ways through one machine; the ways from its start are looked for once. */
export interface ShortestWays {
  /** From one state to another, both included; on ways on which nothing fails where there are such. Empty where none leads there. */
  readonly between: (from: string, to: string) => readonly WayStep[];
}

/** Makes the finder. */
export function shortestWays(graph: MachineGraph): ShortestWays {
  const tables = [
    () => graph.next,
    lazily(() => graph.names.map((name, index) => [...(graph.next[index] ?? []), ...caughtFrom(graph, name)])),
  ];
  const start = indexOf(graph, graph.machine.startAt.value);
  const walks = tables.map((table) => (from: number, to?: number) => walk(graph, [from], (index) => table()[index] ?? [], to));
  const trees = walks.map((walkFrom) => lazily(() => walkFrom(start)));
  function between(from: string, to: string): readonly WayStep[] {
    const [first, last] = [indexOf(graph, from), indexOf(graph, to)];
    for (const [at, walkFrom] of walks.entries()) {
      const way = (first === start ? trees[at]?.() : walkFrom(first, last))?.wayTo(last) ?? [];
      if (way.length > 0) return named(graph, way);
    }
    return [];
  }
  return { between };
}

/** The shortest way from any of the starts to the first state for which `isEnd` holds. */
export function shortestTo(
  graph: MachineGraph,
  starts: readonly number[],
  next: Next,
  isEnd: (index: number) => boolean,
): readonly number[] {
  const { found, wayTo } = walk(graph, starts, next, isEnd);
  return wayTo(found);
}

interface Walked {
  /** The end that was looked for; -1 where it was not found. */
  readonly found: number;
  readonly wayTo: (index: number) => readonly number[];
}

function walk({ names }: MachineGraph, starts: readonly number[], next: Next, end: number | ((index: number) => boolean) = -1): Walked {
  const isEnd = typeof end === "number" ? (index: number): boolean => index === end : end;
  const before = new Int32Array(names.length).fill(UNSEEN);
  for (const start of starts) before[start] = START;
  const queue = [...starts];
  let found = -1;
  for (const index of queue) {
    if (isEnd(index)) {
      found = index;
      break;
    }
    for (const target of next(index)) {
      if (before[target] !== UNSEEN) continue;
      before[target] = index;
      queue.push(target);
    }
  }
  return { found, wayTo: (index) => traced(before, index) };
}

const UNSEEN = -2;
const START = -1;

function traced(before: Int32Array, last: number): readonly number[] {
  const way: number[] = [];
  for (let index = last; index >= 0; index = before[index] ?? START) {
    if (before[index] === UNSEEN) return [];
    way.push(index);
  }
  return way.reverse();
}

function named(graph: MachineGraph, way: readonly number[]): readonly WayStep[] {
  return way.map((index, at) => {
    const state = graph.names[index] ?? "";
    const next = way[at + 1];
    const failed = next !== undefined && graph.next[index]?.includes(next) !== true;
    return { state, error: failed ? errorTaken(graph, state, graph.names[next] ?? "") : null };
  });
}

/** The first error that the catcher leading there names. */
function errorTaken(graph: MachineGraph, name: string, target: string): string {
  const state = graph.states.get(name)?.state;
  const catcher = state && catchersOf(state).find(({ next }) => next.value === target);
  return catcher?.errorEquals[0]?.value ?? "States.ALL";
}

function caughtFrom(graph: MachineGraph, name: string): readonly number[] {
  const state = graph.states.get(name)?.state;
  const caught = state === undefined ? [] : catchersOf(state);
  return caught.map(({ next }) => indexOf(graph, next.value)).filter((index) => index >= 0);
}
