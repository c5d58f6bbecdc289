import type { Flow, State } from "../asl/ast.ts";
import type { JsonPath } from "../expr/json-path.ts";
import type { Demand, Keys } from "./data-demand.ts";
import { isWithin } from "./data-demand.ts";
import type { Read } from "./data-reads.ts";

/** The places that the states of a flow put into their input by a ResultPath, each with whether a result is put there or error outputs only. */
export type MadePlaces = ReadonlyMap<string, "result" | "error">;

/**
 * What a flow makes itself, and so does not expect in its input. A state that reads what it writes (a counter, a status) only
 * changes it: that place may have been in the input.
 */
export function madePlaces(flow: Flow, reads: (state: State) => readonly Read[]): MadePlaces {
  const made = new Map<string, "result" | "error">();
  for (const state of flow.states.values()) {
    const result = "resultPath" in state ? placeOf(state.resultPath) : null;
    const errors = "catch" in state ? state.catch.map(({ resultPath }) => placeOf(resultPath)) : [];
    const changes = (place: Keys): boolean => reads(state).some(({ demand }) => isWithin(demand.keys, place) && demand.variable === null);
    if (result !== null && !changes(result)) made.set(keyOf(result), "result");
    for (const place of errors) if (place !== null && !made.has(keyOf(place))) made.set(keyOf(place), "error");
  }
  return made;
}

/** The place made by the flow in which a demand lies; null where there is none. */
export function madePlaceOf(places: MadePlaces, { variable, keys }: Demand): MadePlace | null {
  if (variable !== null) return null;
  for (let length = 1; length <= keys.length; length++) {
    const place = keys.slice(0, length);
    const by = places.get(keyOf(place));
    if (by !== undefined) return { keys: place, by };
  }
  return null;
}

/** A place that a flow makes. */
export interface MadePlace {
  readonly keys: Keys;
  readonly by: "result" | "error";
}

/** Whether a place is spelled like a part of an error output, which nothing but a catcher makes. */
export function isErrorPart({ variable, keys }: Demand): boolean {
  const last = keys.at(-1);
  return variable === null && (last === "Error" || last === "Cause");
}

function placeOf(path: JsonPath | null | undefined): Keys | null {
  return path?.keys && path.keys.length > 0 ? path.keys : null;
}

function keyOf(keys: Keys): string {
  return JSON.stringify(keys);
}
