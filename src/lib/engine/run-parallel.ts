import type { ParallelState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import { evaluated } from "../expr/evaluated.ts";
import { dataFlow } from "./data-flow.ts";
import { record, recordLeaf } from "./execution.ts";
import { runBranches } from "./run-branches.ts";
import type { StateResult } from "./run-flow.ts";
import type { Attempt } from "./run-work.ts";
import { runWork } from "./run-work.ts";
import { failEvaluation } from "./state-failure.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

/** Parallel: runs its branches side by side on the same input; its result is the array of their outputs. */
export function runParallel(visit: Visit<ParallelState>): Step<StateResult> {
  return runWork(visit, (input) => attemptParallel(visit, input));
}

function* attemptParallel(visit: Visit<ParallelState>, input: JsonValue): Step<Attempt> {
  const { state, frame } = visit;
  const flow = dataFlow(state.queryLanguage);
  const branchInput = state.arguments
    ? yield* awaited(flow.evaluate(visit, state.arguments, { input }, flow.argumentsField))
    : evaluated(input);
  if (!branchInput.ok) return { ok: false, failure: failEvaluation(visit, branchInput) };
  if (!visit.isResumed) record(frame, "ParallelStateStarted", {});
  const result = yield* runBranches(visit, {
    count: state.branches.length,
    limit: state.branches.length,
    begin: (index, after) => ({
      flow: state.branches[index]!,
      input: branchInput.value,
      frame: { ...frame, last: after, visit: undefined, branches: undefined },
    }),
  });
  if (!result.ok) return result;
  recordLeaf(frame, "ParallelStateSucceeded", {});
  return { ok: true, result: result.outputs };
}
