import type { Flow, State } from "../asl/ast.ts";
import { firstMatch } from "../asl/error-matching.ts";
import { transitionsOf } from "../asl/graph.ts";
import { postorder } from "./closure.ts";
import { errorClasses, raisedAs, UNNAMED } from "./error-classes.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { indexOf } from "./machine-graph.ts";

/** A state of a flow, and where it leads, by index. */
export interface Stop {
  readonly index: number;
  readonly state: State;
  /** Where it leads when it ends well, and after that where its catchers do. */
  readonly onward: readonly number[];
  /** How many of these are no catcher's. */
  readonly smooth: number;
  /** Whether an error of it leaves the flow, for one around it. */
  readonly escapes: boolean;
  /** Whether more may stand than when it was followed last. */
  stale: boolean;
}

/** Puts the stops of a flow among those of the machine, by index; gives the ones it may come to, each before what it leads to, but for loops. */
export function addStops(stops: (Stop | undefined)[], graph: MachineGraph, flow: Flow): readonly Stop[] {
  for (const state of flow.states.values()) {
    const stop = stopAt(graph, flow, state);
    stops[stop.index] = stop;
  }
  const start = flow.states.get(flow.startAt.value);
  if (start === undefined) return [];
  const order = postorder(graph.places.length, [indexOf(graph, start.name)], (index) => stops[index]?.onward ?? []);
  return order.toReversed().flatMap((index) => stops[index] ?? []);
}

function stopAt(graph: MachineGraph, flow: Flow, state: State): Stop {
  const onward: number[] = [];
  let smooth = 0;
  for (const { type, target } of transitionsOf(state)) {
    // A flow's states lead to each other.
    const index = flow.states.has(target.value) ? indexOf(graph, target.value) : -1;
    if (index === -1) continue;
    onward.push(index);
    if (type !== "catch") smooth += 1;
  }
  // What leaves the outermost flow ends the execution.
  const escapes = flow !== graph.machine && mayEscape(state);
  return { index: indexOf(graph, state.name), state, onward, smooth, escapes, stale: true };
}

/** Whether some error of the state leaves the flow it is in. */
function mayEscape(state: State): boolean {
  if (state.type === "Task") return errorClasses(state).some((error) => firstMatch(state.catch, raisedAs(error)) === -1);
  if (state.type === "Parallel" || state.type === "Map") return firstMatch(state.catch, raisedAs(UNNAMED)) === -1;
  return state.type === "Fail";
}
