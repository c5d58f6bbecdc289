import type { Flow, State } from "../../asl/ast.ts";
import { oncePer } from "../../base/once-per.ts";
import type { JsonPath } from "../../expr/json-path.ts";
import type { Template } from "../../expr/template.ts";
import type { Demand, Keys } from "./data-demand.ts";
import { isWithin } from "./data-demand.ts";
import { readsOf } from "./data-reads.ts";
import type { MadePart } from "./data-shape.ts";
import { partsOfTemplate } from "./data-source.ts";

/** Places in a state's input, of which one can be asked for in which of them a demand lies. */
export type Places = ReadonlySet<string>;

/**
 * What the states of a flow put into their input by a ResultPath or an Output, and so do not expect in the flow's input. A state that reads what it
 * writes (a counter, a status) only changes it: that place may have been there before.
 */
export const madePlaces: (flow: Flow) => Places = oncePer(({ states }: Flow) =>
  placesOf(
    [...states.values()].flatMap((state) => {
      const result = "output" in state ? madeBy(state) : [];
      const errors = "catch" in state ? state.catch.flatMap(madeBy) : [];
      return [...result.filter((place) => !readsOf(state).reads.some(({ demand }) => lies(demand, place))), ...errors];
    }),
  ),
);

function madeBy({
  resultPath,
  output,
}: {
  readonly resultPath?: JsonPath | null | undefined;
  readonly output: Template | undefined;
}): readonly Keys[] {
  return output === undefined ? resultPlace(resultPath) : madeParts(output).map(({ keys }) => keys);
}

/** Where the state leaves its result, or parts of it, in what it passes on. */
export function savedPlaces(state: State): readonly Keys[] {
  if (!("resultPath" in state)) return [];
  if (state.output === undefined) return resultPlace(state.resultPath);
  return madeParts(state.output).flatMap(({ keys, source }) => (source.type === "result" ? [keys] : []));
}

/** What an Output puts somewhere below the input, rather than hands on from there. */
function madeParts(output: Template): readonly MadePart[] {
  return partsOfTemplate(output, []).filter(
    ({ keys, source }) => keys.length > 0 && !(source.type === "input" && isAt(source.demand, keys)),
  );
}

function isAt({ variable, keys }: Demand, place: Keys): boolean {
  return variable === null && keys.length === place.length && isWithin(keys, place);
}

/** These places. */
export function placesOf(places: readonly Keys[]): Places {
  return new Set(places.map((keys) => JSON.stringify(keys)));
}

/** The outermost of the places in which a demand lies; null where there is none. */
export function placeAround(places: Places, { variable, keys }: Demand): Keys | null {
  if (variable !== null || places.size === 0) return null;
  for (let length = 1; length <= keys.length; length++) {
    const place = keys.slice(0, length);
    if (places.has(JSON.stringify(place))) return place;
  }
  return null;
}

/** The place that a ResultPath names below the input, if it does. */
function resultPlace(path: JsonPath | null | undefined): readonly Keys[] {
  return path?.keys && path.keys.length > 0 ? [path.keys] : [];
}

/** Whether a place is spelled like a part of an error output, which nothing but a catcher makes. */
export function isErrorPart({ variable, keys }: Demand): boolean {
  const last = keys.at(-1);
  return variable === null && (last === "Error" || last === "Cause");
}

function lies({ variable, keys }: Demand, place: Keys): boolean {
  return variable === null && isWithin(keys, place);
}
