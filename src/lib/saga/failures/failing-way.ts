import type { Failure, FailureAnalysis } from "./failures.ts";
import { indexOf } from "../graph/machine-graph.ts";
import type { WayStep } from "../graph/shortest-way.ts";
import { shortestTo } from "../graph/shortest-way.ts";

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
export function failingWay(analysis: FailureAnalysis, failure: Failure, passage: Passage = {}): readonly WayStep[] {
  const { state, error, handler } = failure;
  const there = wayThrough(analysis, passage.through, state);
  const failed = error === null ? there : there.map((step, index) => (index === there.length - 1 ? { ...step, error } : step));
  // Where a Choice finds the failure in the result, it stands on the way, too.
  const seen = error === null && handler !== null && handler !== state ? [{ state: handler, error: null }] : [];
  return [...failed, ...seen, ...wayAfter(analysis, failure, passage)];
}

/** The shortest way of an execution to a state; empty where none leads there. */
export function wayTo({ graph, ways }: FailureAnalysis, state: string): readonly WayStep[] {
  return ways.between(graph.machine.startAt.value, state);
}

function wayThrough(analysis: FailureAnalysis, through: string | undefined, state: string): readonly WayStep[] {
  if (through === undefined) return wayTo(analysis, state);
  const before = wayTo(analysis, through);
  const onward = analysis.ways.between(through, state);
  return before.length > 0 && onward.length > 0 ? [...before.slice(0, -1), ...onward] : wayTo(analysis, state);
}

function wayAfter({ graph, after, forward }: FailureAnalysis, { target }: Failure, { without = [], by }: Passage): readonly WayStep[] {
  if (target === null) return [];
  const avoided = new Set(without.map((name) => indexOf(graph, name)));
  const next = (index: number): readonly number[] => (after.next[index] ?? []).filter((onward) => !avoided.has(onward));
  const isEnd = (index: number): boolean => forward.has(graph.names[index] ?? "") || next(index).length === 0;
  const start = indexOf(graph, target);
  const passed = by === undefined ? -1 : indexOf(graph, by);
  const first = passed === -1 ? [] : shortestTo(graph, [start], next, (index) => index === passed);
  const rest = shortestTo(graph, [first.at(-1) ?? start], next, isEnd);
  return [...first.slice(0, -1), ...rest].map((index) => ({ state: graph.names[index] ?? "", error: null }));
}
