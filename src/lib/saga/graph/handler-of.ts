import type { Catcher } from "../../asl/ast.ts";
import type { RaisedError } from "../../asl/error-matching.ts";
import { firstMatch } from "../../asl/error-matching.ts";
import type { MachineGraph } from "./machine-graph.ts";

/** The catcher that takes an error, and the state that has it: the failing one, or a Parallel or Map around it. */
export interface Handler {
  readonly state: string;
  readonly catcher: Catcher;
}

/** What takes an error that a state raises; undefined where nothing does, and the execution fails. */
export function handlerOf(graph: MachineGraph, name: string, raised: RaisedError): Handler | undefined {
  for (let place = graph.states.get(name); place !== undefined; place = graph.states.get(place.parent ?? "")) {
    const { state } = place;
    const catcher = "catch" in state ? state.catch[firstMatch(state.catch, raised)] : undefined;
    if (catcher !== undefined) return { state: state.name, catcher };
    if (place.parent === null) return undefined;
  }
  return undefined;
}
