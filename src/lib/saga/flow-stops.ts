import type { Flow, State } from "../asl/ast.ts";
import { firstMatch } from "../asl/error-matching.ts";
import { transitionsOf } from "../asl/graph.ts";
import { postorder } from "./closure.ts";
import { errorClasses, raisedAs, UNNAMED } from "./error-classes.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { indexOf } from "./machine-graph.ts";

/** A state of a flow, and where it leads, by index. */
export interface Stop {
  readonly state: State;
  readonly next: readonly number[];
  readonly caught: readonly number[];
  /** Whether an error of it leaves the flow, for one around it. */
  readonly escapes: boolean;
  /** Whether more may stand than when it was followed last. */
  stale: boolean;
}

/** The states of a flow that it may come to, by index; each before what it leads to, but for loops. */
export function stopsOf(graph: MachineGraph, flow: Flow): ReadonlyMap<number, Stop> {
  const stops = new Map<number, Stop>();
  for (const state of flow.states.values()) stops.set(indexOf(graph, state.name), stopAt(graph, flow, state));
  const onward = (index: number): readonly number[] => {
    const stop = stops.get(index);
    return stop === undefined ? [] : [...stop.next, ...stop.caught];
  };
  const start = indexOf(graph, flow.startAt.value);
  const order = start === -1 ? [] : postorder(graph.names.length, [start], onward);
  const inOrder = new Map<number, Stop>();
  for (const index of order.toReversed()) {
    const stop = stops.get(index);
    if (stop !== undefined) inOrder.set(index, stop);
  }
  return inOrder;
}

function stopAt(graph: MachineGraph, flow: Flow, state: State): Stop {
  const next: number[] = [];
  const caught: number[] = [];
  for (const { type, target } of transitionsOf(state)) {
    const index = indexOf(graph, target.value);
    if (index !== -1) (type === "catch" ? caught : next).push(index);
  }
  // What leaves the outermost flow ends the execution.
  return { state, next, caught, escapes: flow !== graph.machine && mayEscape(state), stale: true };
}

/** Whether some error of the state leaves the flow it is in. */
function mayEscape(state: State): boolean {
  if (state.type === "Task") return errorClasses(state).some((error) => firstMatch(state.catch, raisedAs(error)) === -1);
  if (state.type === "Parallel" || state.type === "Map") return firstMatch(state.catch, raisedAs(UNNAMED)) === -1;
  return state.type === "Fail";
}
