import type { Catcher } from "../asl/ast.ts";
import { firstMatch } from "../asl/error-matching.ts";
import type { MachineGraph } from "../saga/machine-graph.ts";
import { holdersOf } from "../saga/machine-graph.ts";

/** Stands for every error that the definition does not name. */
const ANY_ERROR = "AnyError";

/** The errors that none of the catchers takes, in words; null where they take all that can be caught. */
export function uncaughtErrors(catchers: readonly Catcher[]): string | null {
  const timeout = firstMatch(catchers, { error: "States.Timeout" }) === -1;
  const other = firstMatch(catchers, { error: ANY_ERROR }) === -1;
  if (timeout) return other ? "a timeout or any other error" : "a timeout";
  return other ? "any other error" : null;
}

/** The catchers that an error in the state can meet: of the state itself, then of the Parallels and Maps around it. */
export function catchersAround(graph: MachineGraph, name: string): readonly Catching[] {
  const state = graph.states.get(name)?.state;
  const around = holdersOf(graph, name).map((holder) => holder.state);
  return [...(state === undefined ? [] : [state]), ...around].flatMap((owner) =>
    "catch" in owner && owner.catch.length > 0 ? [{ state: owner.name, catchers: owner.catch }] : [],
  );
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
