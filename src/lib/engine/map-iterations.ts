import type { MapState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import { dataFlow } from "./data-flow.ts";
import type { Frame } from "./execution.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

/** Where one item of a Map is processed, and what its processor gets. */
export interface MapIteration {
  readonly frame: Frame;
  readonly input: JsonValue;
}

/** An iteration for each item: its place, its `$$.Map.Item`, and its input after ItemSelector (Parameters, in older definitions). */
export function* mapIterations(
  visit: Visit<MapState>,
  input: JsonValue,
  items: readonly JsonValue[],
): Step<Evaluated<readonly MapIteration[]>> {
  const { state } = visit;
  const flow = dataFlow(state.queryLanguage);
  const selector = state.itemSelector ?? state.arguments;
  const field = state.itemSelector ? "ItemSelector" : "Parameters";
  const iterations: MapIteration[] = [];
  for (const [index, item] of items.entries()) {
    const frame = iterationFrame(visit, index, item);
    const selected = selector ? yield* awaited(flow.evaluate({ ...visit, frame }, selector, { input }, field)) : evaluated(item);
    if (!selected.ok) return selected;
    iterations.push({ frame, input: selected.value });
  }
  return evaluated(iterations);
}

/** The name of a place in Maps: `Outer[1]/Inner[2]`. */
export function iterationName({ frame, state }: Visit<MapState>, index: number): string {
  const own = `${state.name}[${index}]`;
  return frame.iteration === null ? own : `${frame.iteration}/${own}`;
}

function iterationFrame(visit: Visit<MapState>, index: number, item: JsonValue): Frame {
  const { frame } = visit;
  return {
    execution: frame.execution,
    variables: frame.variables,
    last: frame.last,
    iteration: iterationName(visit, index),
    mapContext: { Item: { Index: index, Value: item } },
    visit: undefined,
    branches: undefined,
  };
}
