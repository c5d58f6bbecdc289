import type { Bits } from "../base/bits.ts";
import type { FailState } from "../asl/ast.ts";
import type { RaisedError } from "../asl/error-matching.ts";
import { nestedFlows } from "../asl/graph.ts";
import type { Own } from "./closure.ts";
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
  /** Whether it goes on in all its flows at once. */
  readonly together: (index: number) => boolean;
}

/** Follows every failure to its end; nothing else fails meanwhile. */
export function aftermath(graph: MachineGraph, forward: ReadonlySet<string>): Aftermath {
  const places = [...graph.states.values()];
  const next = places.map((place) => (forward.has(place.state.name) ? [] : waysOn(graph, place)));
  const itself = places.map(({ index, state }) => (forward.has(state.name) ? [] : [index]));
  const holdsFlows = places.map(({ state }) => nestedFlows(state).length > 0);
  return gather({ next, together: (index) => holdsFlows[index] === true }, (index) => itself[index] ?? []);
}

/** What runs after a failure, in terms of what each state does there: the steps that it undoes, for instance. */
export function gather({ next, together }: Pick<Aftermath, "next" | "together">, own: Own): Aftermath {
  const follow = (index: number): readonly number[] => next[index] ?? [];
  return { some: closure(next.length, follow, own), always: inevitable(next.length, follow, together, own), next, together };
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
