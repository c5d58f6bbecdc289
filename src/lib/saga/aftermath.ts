import type { Bits } from "../base/bits.ts";
import { addBit, noBits, subtractBits } from "../base/bits.ts";
import type { FailState } from "../asl/ast.ts";
import type { RaisedError } from "../asl/error-matching.ts";
import { nestedFlows } from "../asl/graph.ts";
import { closure, inevitable } from "./closure.ts";
import { handlerOf } from "./handler-of.ts";
import type { MachineGraph, StatePlace } from "./machine-graph.ts";
import { indexOf, successors } from "./machine-graph.ts";

/** What runs from each state (by index) that a failure led to, until the execution ends or is on the way to success again. */
export interface Aftermath {
  /** The states that run on some way from there. */
  readonly some: readonly Bits[];
  /** The states that run on every way from there. */
  readonly always: readonly Bits[];
  /** Where it goes on: a Parallel or Map with all its flows, a Fail inside one with what catches it. */
  readonly next: readonly (readonly number[])[];
}

/** Follows every failure to its end; nothing else fails meanwhile. */
export function aftermath(graph: MachineGraph, forward: ReadonlySet<string>): Aftermath {
  const size = graph.names.length;
  const places = [...graph.states.values()];
  const next = places.map((place) => (forward.has(place.state.name) ? [] : waysOn(graph, place)));
  const follow = (index: number): readonly number[] => next[index] ?? [];
  const holdsFlows = places.map(({ state }) => nestedFlows(state).length > 0);
  const onTheWay = noBits(size);
  for (const name of forward) addBit(onTheWay, indexOf(graph, name));
  const some = closure(size, follow);
  const always = inevitable(size, follow, (index) => holdsFlows[index] === true);
  for (const row of [...new Set(some), ...always]) subtractBits(row, onTheWay);
  return { some, always, next };
}

function waysOn(graph: MachineGraph, { state, parent }: StatePlace): readonly number[] {
  const flows = nestedFlows(state);
  const targets = flows.length > 0 ? flows.map((flow) => flow.startAt.value) : successors(graph, state.name);
  const caught = state.type === "Fail" && parent !== null ? handlerOf(graph, parent, errorOf(state)) : undefined;
  const names = caught === undefined ? targets : [caught.catcher.next.value];
  return names.map((name) => indexOf(graph, name)).filter((index) => index >= 0);
}

/** The error that a Fail raises, as far as the definition tells: only States.ALL takes one that is computed. */
function errorOf({ error }: FailState): RaisedError {
  return error?.type === "literal" && typeof error.value === "string" ? { error: error.value } : {};
}
