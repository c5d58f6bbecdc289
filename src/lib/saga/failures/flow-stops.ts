import type { Flow, State, Text } from "../../asl/ast.ts";
import { firstMatch } from "../../asl/error-matching.ts";
import { postorder } from "../graph/closure.ts";
import { errorClasses, raisedAs, UNNAMED } from "./error-classes.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";
import { catchersOf, targetsOf } from "../graph/ways-out.ts";

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
  /** Whether it stands in the course of its flow already. */
  passed: boolean;
}

/** The stops that a flow may come to. */
interface Stops {
  /** Each before what it leads to, but for loops. */
  readonly stops: readonly Stop[];
  /** Whether some way comes back, errors included. */
  readonly loops: boolean;
}

/** Puts the stops of a flow among those of the machine, by index; gives the ones it may come to. */
export function addStops(stops: (Stop | undefined)[], graph: MachineGraph, flow: Flow): Stops {
  for (const state of flow.states.values()) {
    const stop = stopAt(graph, flow, state);
    stops[stop.index] = stop;
  }
  const start = flow.states.get(flow.startAt.value);
  if (start === undefined) return { stops: [], loops: false };
  const order = postorder(graph.places.length, [indexOf(graph, start.name)], (index) => stops[index]?.onward ?? []);
  const course: Stop[] = [];
  let loops = false;
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const stop = stops[order[at] ?? -1];
    if (stop === undefined) continue;
    course.push(stop);
    stop.passed = true;
    for (const target of stop.onward) if (stops[target]?.passed === true) loops = true;
  }
  return { stops: course, loops };
}

function stopAt(graph: MachineGraph, flow: Flow, state: State): Stop {
  const onward: number[] = [];
  for (const target of targetsOf(state)) addWay(onward, graph, flow, target);
  const smooth = onward.length;
  for (const { next } of catchersOf(state)) addWay(onward, graph, flow, next);
  // What leaves the outermost flow ends the execution.
  const escapes = flow !== graph.machine && mayEscape(state);
  return { index: indexOf(graph, state.name), state, onward, smooth, escapes, stale: true, passed: false };
}

/** A flow's states lead to each other. */
function addWay(onward: number[], graph: MachineGraph, flow: Flow, { value }: Text): void {
  if (flow.states.has(value)) onward.push(indexOf(graph, value));
}

/** Whether some error of the state leaves the flow it is in. */
function mayEscape(state: State): boolean {
  if (state.type === "Task") return errorClasses(state).some((error) => firstMatch(state.catch, raisedAs(error)) === -1);
  if (state.type === "Parallel" || state.type === "Map") return firstMatch(state.catch, raisedAs(UNNAMED)) === -1;
  return state.type === "Fail";
}
