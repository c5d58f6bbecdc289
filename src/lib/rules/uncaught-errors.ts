import type { Catcher, State } from "../asl/ast.ts";
import type { RaisedError } from "../asl/error-matching.ts";
import { firstMatch } from "../asl/error-matching.ts";
import type { MachineGraph } from "../saga/graph/machine-graph.ts";
import { holdersOf } from "../saga/graph/machine-graph.ts";

/** The errors that none of the catchers takes, in words; null where they take all that can be caught. */
export function uncaughtErrors(catchers: readonly Catcher[]): string | null {
  const other = firstMatch(catchers, OTHER) === -1;
  const timeout = firstMatch(catchers, TIMEOUT) === -1;
  if (!timeout) return other ? "any other error" : null;
  return other ? "a timeout or any other error" : "a timeout";
}

const TIMEOUT: RaisedError = { error: "States.Timeout" };
/** Every error that the definition does not name. */
const OTHER: RaisedError = { error: "AnyError" };

/** The catchers that an error in the state can meet: of the state itself, then of the Parallels and Maps around it. */
export function catchersAround(graph: MachineGraph, name: string): readonly Catching[] {
  const around: Catching[] = [];
  addCatching(around, graph.states.get(name)?.state);
  for (const { state } of holdersOf(graph, name)) addCatching(around, state);
  return around;
}

function addCatching(around: Catching[], state: State | undefined): void {
  if (state !== undefined && "catch" in state && state.catch.length > 0) around.push({ state: state.name, catchers: state.catch });
}

/** A state that catches errors. */
export interface Catching {
  readonly state: string;
  readonly catchers: readonly Catcher[];
}

/** The names in a Catch or Retry, as `A, B`. */
export function namedErrors(entries: readonly { readonly errorEquals: readonly { readonly value: string }[] }[]): string {
  return [...new Set(entries.flatMap(({ errorEquals }) => errorEquals.map(({ value }) => value)))].join(", ");
}
