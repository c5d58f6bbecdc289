import type { MapState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import { dataFlow } from "./data-flow.ts";
import type { Branch, Frame } from "./execution.ts";
import { record, recordLeaf } from "./execution.ts";
import { maxConcurrency } from "./map-limits.ts";
import { mapItems } from "./map-items.ts";
import type { BranchStart } from "./run-branches.ts";
import { runBranches } from "./run-branches.ts";
import type { StateResult } from "./run-flow.ts";
import type { Attempt } from "./run-work.ts";
import { runWork } from "./run-work.ts";
import { failEvaluation } from "./state-failure.ts";
import type { Step } from "./step.ts";
import type { Visit } from "./visit.ts";

/** Map: runs its processor once for each item; its result is the array of the outputs, in the order of the items. */
export function runMap(visit: Visit<MapState>): Step<StateResult> {
  return runWork(visit, (input) => attemptMap(visit, input));
}

function* attemptMap(visit: Visit<MapState>, input: JsonValue): Step<Attempt> {
  const { state, frame } = visit;
  const items = yield* mapItems(visit, input);
  if (!items.ok) return { ok: false, failure: failEvaluation(visit, items) };
  const concurrency = yield* maxConcurrency(visit, input);
  if (!concurrency.ok) return { ok: false, failure: failEvaluation(visit, concurrency) };
  record(frame, "MapStateStarted", { length: items.value.length });
  const starts = yield* iterations(visit, input, items.value);
  if (!starts.ok) return { ok: false, failure: failEvaluation(visit, starts) };
  const details = ({ index }: Pick<Branch, "index">): { name: string; index: number } => ({ name: state.name, index });
  const result = yield* runBranches(frame, {
    count: items.value.length,
    limit: concurrency.value,
    begin(index, after) {
      const start = starts.value[index]!;
      record(start.frame, "MapIterationStarted", details({ index }), after);
      return start;
    },
    onSuccess: (branch) => record(branch.frame, "MapIterationSucceeded", details(branch)),
    onFailure: (branch) => recordLeaf(branch.frame, "MapIterationFailed", details(branch)),
    onAbort: (branch, cause) => recordLeaf(branch.frame, "MapIterationAborted", details(branch), cause),
  });
  if (!result.ok) return result;
  recordLeaf(frame, "MapStateSucceeded", {});
  return { ok: true, result: result.outputs };
}

/** What each iteration starts with: its place, its `$$.Map.Item`, and its input after ItemSelector (Parameters, in older definitions). */
function* iterations(visit: Visit<MapState>, input: JsonValue, items: readonly JsonValue[]): Step<Evaluated<readonly BranchStart[]>> {
  const { state } = visit;
  const flow = dataFlow(state.queryLanguage);
  const selector = state.itemSelector ?? state.arguments;
  const field = state.itemSelector ? "ItemSelector" : "Parameters";
  const starts: BranchStart[] = [];
  for (const [index, item] of items.entries()) {
    const frame = iterationFrame(visit, index, item);
    const selected = selector ? yield* flow.evaluate({ ...visit, frame }, selector, { input }, field) : evaluated(item);
    if (!selected.ok) return selected;
    starts.push({ flow: state.processor, input: selected.value, frame });
  }
  return evaluated(starts);
}

function iterationFrame({ frame, state }: Visit<MapState>, index: number, item: JsonValue): Frame {
  const place = `${state.name}[${index}]`;
  return {
    ...frame,
    iteration: frame.iteration === null ? place : `${frame.iteration}/${place}`,
    mapContext: { Item: { Index: index, Value: item } },
    open: undefined,
    branches: [],
  };
}
