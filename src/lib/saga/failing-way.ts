import { transitionsOf } from "../asl/graph.ts";
import type { Failure, FailureAnalysis } from "./failures.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { successors } from "./machine-graph.ts";

/** One state that an execution passes, and the error that it takes there. */
export interface WayStep {
  readonly state: string;
  readonly error: string | null;
}

/** Where the shortest way is looked for. */
interface Passage {
  /** A state that it passes before the failure. */
  readonly through?: string;
  /** States that it does not pass after the failure. */
  readonly without?: readonly string[];
  /** A state that it passes after the failure. */
  readonly by?: string;
}

/** The shortest way of an execution through a failure to the end that follows it. */
export function failingWay(analysis: FailureAnalysis, failure: Failure, { through, without = [], by }: Passage = {}): readonly WayStep[] {
  const { graph } = analysis;
  const before = through === undefined ? [] : wayBetween(graph, graph.machine.startAt.value, through);
  const fromThere = through === undefined ? [] : wayBetween(graph, through, failure.state).slice(1);
  const there =
    before.length > 0 && fromThere.length > 0 ? [...before, ...fromThere] : wayBetween(graph, graph.machine.startAt.value, failure.state);
  const failed =
    failure.error === null ? there : there.map((step, index) => (index === there.length - 1 ? { ...step, error: failure.error } : step));
  const seen =
    failure.error === null && failure.handler !== null && failure.handler !== failure.state
      ? [{ state: failure.handler, error: null }]
      : [];
  return [...failed, ...seen, ...wayAfter(analysis, failure, without, by)];
}

/** The shortest way to a state; empty where none leads there. */
export function wayTo({ graph }: FailureAnalysis, state: string): readonly WayStep[] {
  return wayBetween(graph, graph.machine.startAt.value, state);
}

function wayAfter(
  { graph, after, forward }: FailureAnalysis,
  { target }: Failure,
  without: readonly string[],
  by: string | undefined,
): readonly WayStep[] {
  if (target === null) return [];
  const avoided = new Set(without);
  const next = (name: string): readonly string[] => {
    const index = graph.states.get(name)?.index ?? -1;
    return (after.next[index] ?? []).map((at) => graph.names[at] ?? "").filter((name) => !avoided.has(name));
  };
  const isEnd = (name: string): boolean => forward.has(name) || next(name).length === 0;
  const first = by === undefined ? [] : shortest([target], next, (name) => name === by);
  const rest = shortest([by !== undefined && first.length > 0 ? by : target], next, isEnd);
  return [...first.slice(0, -1), ...rest].map((state) => ({ state, error: null }));
}

/** Prefers the ways on which nothing fails. */
function wayBetween(graph: MachineGraph, from: string, to: string): readonly WayStep[] {
  const smooth = shortest(
    [from],
    (name) => successors(graph, name),
    (name) => name === to,
  );
  if (smooth.length > 0) return smooth.map((state) => ({ state, error: null }));
  const rough = shortest(
    [from],
    (name) => [...successors(graph, name), ...catchersOf(graph, name).keys()],
    (name) => name === to,
  );
  return rough.map((state, index) => ({ state, error: errorTaken(graph, state, rough[index + 1]) }));
}

function errorTaken(graph: MachineGraph, state: string, next: string | undefined): string | null {
  if (next === undefined || successors(graph, state).includes(next)) return null;
  return catchersOf(graph, state).get(next) ?? null;
}

/** By target, the first error that each catcher of the state names. */
function catchersOf(graph: MachineGraph, name: string): ReadonlyMap<string, string> {
  const state = graph.states.get(name)?.state;
  if (state === undefined || !("catch" in state)) return new Map();
  const targets = new Set(transitionsOf(state).map(({ target }) => target.value));
  return new Map(
    state.catch
      .filter(({ next }) => targets.has(next.value))
      .map(({ next, errorEquals }) => [next.value, errorEquals[0]?.value ?? "States.ALL"]),
  );
}

function shortest(from: readonly string[], next: (name: string) => readonly string[], isEnd: (name: string) => boolean): readonly string[] {
  const before = new Map<string, string | null>(from.map((name) => [name, null]));
  const queue = [...from];
  for (const name of queue) {
    if (isEnd(name)) return traced(before, name);
    for (const target of next(name)) {
      if (before.has(target)) continue;
      before.set(target, name);
      queue.push(target);
    }
  }
  return [];
}

function traced(before: ReadonlyMap<string, string | null>, last: string): readonly string[] {
  const way: string[] = [];
  for (let name: string | null = last; name !== null; name = before.get(name) ?? null) way.push(name);
  return way.reverse();
}
