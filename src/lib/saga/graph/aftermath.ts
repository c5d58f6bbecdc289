import type { Bits } from "../../base/bits.ts";
import type { FailState } from "../../asl/ast.ts";
import type { RaisedError } from "../../asl/error-matching.ts";
import { nestedFlows } from "../../asl/graph.ts";
import type { Walk, Ways } from "./closure.ts";
import { closure, inevitable, walkAll } from "./closure.ts";
import { handlerOf } from "./handler-of.ts";
import type { MachineGraph, StatePlace } from "./machine-graph.ts";
import { indexOf } from "./machine-graph.ts";

/** What runs from each state (by index) that a failure led to, until the execution ends or is on the way to success again. */
export interface Aftermath {
  /** The states that run on some way from there. */
  readonly some: readonly Bits[];
  /** The states that run on every way from there. */
  readonly always: readonly Bits[];
  /** Where it goes on: a Parallel or Map with all its flows, a Fail inside one with what catches it. */
  readonly next: Ways;
  /** Over all states by these ways. */
  readonly walk: Walk;
  /** Whether it goes on in all its flows at once. */
  readonly together: (index: number) => boolean;
}

/** Follows every failure to its end; nothing else fails meanwhile. */
export function aftermath(graph: MachineGraph, forward: ReadonlySet<string>): Aftermath {
  const next: (readonly number[])[] = [];
  const itself: (readonly number[])[] = [];
  const holdsFlows: boolean[] = [];
  for (const place of graph.places) {
    const isForward = forward.has(place.state.name);
    next.push(isForward ? NOTHING : waysOn(graph, place));
    itself.push(isForward ? NOTHING : [place.index]);
    holdsFlows.push(nestedFlows(place.state).length > 0);
  }
  const together = (index: number): boolean => holdsFlows[index] === true;
  const own = (index: number): readonly number[] => itself[index] ?? NOTHING;
  const walk = walkAll(next);
  return { some: closure(walk, own), always: inevitable(walk, together, own), next, walk, together };
}

const NOTHING: readonly number[] = [];

function waysOn(graph: MachineGraph, { index, state, parent }: StatePlace): readonly number[] {
  if (state.type === "Fail") {
    const caught = parent === null ? undefined : handlerOf(graph, parent, errorOf(state));
    return caught === undefined ? NOTHING : indexesOf(graph, [caught.catcher.next.value]);
  }
  const flows = nestedFlows(state);
  if (flows.length === 0) return graph.next[index] ?? NOTHING;
  return indexesOf(
    graph,
    flows.map((flow) => flow.startAt.value),
  );
}

function indexesOf(graph: MachineGraph, names: readonly string[]): readonly number[] {
  return names.map((name) => indexOf(graph, name)).filter((index) => index >= 0);
}

/** The error that a Fail raises, as far as the definition tells: only States.ALL takes one that is computed. */
function errorOf({ error }: FailState): RaisedError {
  return error?.type === "literal" && typeof error.value === "string" ? { error: error.value } : {};
}
