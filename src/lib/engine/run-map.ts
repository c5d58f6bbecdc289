import type { MapState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Branch } from "./execution.ts";
import { record, recordLeaf } from "./execution.ts";
import { mapIterations } from "./map-iterations.ts";
import { maxConcurrency } from "./map-limits.ts";
import { mapItems } from "./map-items.ts";
import { runBranches } from "./run-branches.ts";
import { attemptDistributedMap } from "./run-distributed-map.ts";
import type { StateResult } from "./run-flow.ts";
import type { Attempt } from "./run-work.ts";
import { runWork } from "./run-work.ts";
import { failEvaluation } from "./state-failure.ts";
import type { Step } from "./step.ts";
import type { Visit } from "./visit.ts";

/** Map: runs its processor once for each item; its result is the array of the outputs, in the order of the items. */
export function runMap(visit: Visit<MapState>): Step<StateResult> {
  const attempt = visit.state.mode === "DISTRIBUTED" ? attemptDistributedMap : attemptMap;
  return runWork(visit, (input) => attempt(visit, input));
}

function* attemptMap(visit: Visit<MapState>, input: JsonValue): Step<Attempt> {
  const { state, frame } = visit;
  const items = yield* mapItems(visit, input);
  if (!items.ok) return { ok: false, failure: failEvaluation(visit, items) };
  const concurrency = yield* maxConcurrency(visit, input);
  if (!concurrency.ok) return { ok: false, failure: failEvaluation(visit, concurrency) };
  if (!visit.isResumed) record(frame, "MapStateStarted", { length: items.value.length });
  const starts = yield* mapIterations(visit, input, items.value);
  if (!starts.ok) return { ok: false, failure: failEvaluation(visit, starts) };
  const details = ({ index }: Pick<Branch, "index">): { name: string; index: number } => ({ name: state.name, index });
  const result = yield* runBranches(visit, {
    count: items.value.length,
    limit: concurrency.value,
    begin(index, after) {
      const start = starts.value[index]!;
      record(start.frame, "MapIterationStarted", details({ index }), after);
      return { flow: state.processor, input: start.input, frame: start.frame };
    },
    onSuccess: (branch) => record(branch.frame, "MapIterationSucceeded", details(branch)),
    onFailure: (branch) => recordLeaf(branch.frame, "MapIterationFailed", details(branch)),
    onAbort: (branch, cause) => recordLeaf(branch.frame, "MapIterationAborted", details(branch), cause),
  });
  if (!result.ok) return result;
  recordLeaf(frame, "MapStateSucceeded", {});
  return { ok: true, result: result.outputs };
}
