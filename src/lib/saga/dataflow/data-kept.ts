import type { Catcher, ChoiceRule, State } from "../../asl/ast.ts";
import type { JsonPath } from "../../expr/json-path.ts";
import type { Demand, Keys } from "./data-demand.ts";
import { isWithin } from "./data-demand.ts";
import { isErrorPart } from "./data-made.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";

/**
 * The places that the states write to, where each of them hands its input on with at most a result or an error output put at such a place.
 * Null where one of them makes something else of its input.
 */
export function placesWritten(graph: MachineGraph): readonly Keys[] | null {
  const places: Keys[] = [];
  for (const { state } of graph.places) {
    if (!handsOn(state)) return null;
    if ("resultPath" in state && state.resultPath?.keys) addOnce(places, state.resultPath.keys);
    if (!("catch" in state)) continue;
    for (const catcher of state.catch) {
      if (remakes(catcher) || !leavesInput(catcher.resultPath)) return null;
      if (catcher.resultPath?.keys) addOnce(places, catcher.resultPath.keys);
    }
  }
  return places;
}

/** Paths of one spelling share their keys. */
function addOnce(places: Keys[], keys: Keys): void {
  if (!places.includes(keys)) places.push(keys);
}

/** Whether somebody may have to put there what is asked for: what lies elsewhere is the execution's input, and stays it. Variables begin unassigned. */
export function mustBeWritten({ variable, keys }: Demand, places: readonly Keys[]): boolean {
  if (variable !== null) return true;
  if (isErrorPart({ variable, keys })) return true;
  // Of the places most differ in their first name.
  for (const place of places) if (place[0] === keys[0] && isWithin(keys, place)) return true;
  return false;
}

function handsOn(state: State): boolean {
  if (state.type === "Fail") return true;
  if (remakes(state) || state.outputPath !== undefined) return false;
  switch (state.type) {
    case "Task":
      return leavesInput(state.resultPath);
    case "Pass":
      return leavesInput(state.resultPath) || (state.resultPath === undefined && state.result === undefined && worksOnInput(state));
    case "Parallel":
      return leavesInput(state.resultPath) && worksOnInput(state);
    case "Map":
      return leavesInput(state.resultPath) && state.itemSelector === undefined && state.arguments === undefined;
    case "Choice":
      return state.inputPath === undefined && !state.choices.some(remakes);
    case "Wait":
    case "Succeed":
      return state.inputPath === undefined;
  }
}

/** Whether Output or Assign say what is passed on. */
function remakes({ output, assign }: Exclude<State, { type: "Fail" }> | Catcher | ChoiceRule): boolean {
  return output !== undefined || assign !== undefined;
}

/** Whether a result at this ResultPath leaves the rest of the input where it is. */
function leavesInput(resultPath: JsonPath | null | undefined): boolean {
  return resultPath === null || (resultPath?.keys?.length ?? 0) > 0;
}

function worksOnInput(state: Extract<State, { type: "Pass" | "Parallel" }>): boolean {
  return state.inputPath === undefined && state.arguments === undefined;
}
