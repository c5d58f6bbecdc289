import type { MapState, ParallelState, TaskState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { EvaluationFailure } from "../expr/evaluated.ts";
import { dataFlow } from "./data-flow.ts";
import { record } from "./execution.ts";
import { decideRecovery } from "./recovery.ts";
import type { StateResult } from "./run-flow.ts";
import { failEvaluation } from "./state-failure.ts";
import type { StateFailure, Step } from "./step.ts";
import { awaited, isStep, sleepUntil } from "./step.ts";
import type { Visit } from "./visit.ts";

/** A state with Retry and Catch. */
export type WorkState = TaskState | ParallelState | MapState;

/** What one attempt at the work gave. */
export type Attempt = { readonly ok: true; readonly result: JsonValue } | { readonly ok: false; readonly failure: StateFailure };

/** Runs the work of a Task, Parallel or Map under its Retry and Catch; `attempt` does the work once, given the effective input. */
export function* runWork(visit: Visit<WorkState>, attempt: (input: JsonValue) => Step<Attempt>): Step<StateResult> {
  const { state, frame } = visit;
  const { simulation, rng } = frame.execution;
  const flow = dataFlow(state.queryLanguage);
  const retried: number[] = [];
  for (;;) {
    const input = flow.selectInput(visit);
    const tried = input.ok ? yield* attempt(input.value) : failedAttempt(visit, input);
    let failure: StateFailure;
    if (input.ok && tried.ok) {
      const completed = flow.complete(visit, state, { input: input.value, result: tried.result });
      const output = isStep(completed) ? yield* completed : completed;
      if (output.ok) return { type: "exited", exit: output.value, next: state.next?.value ?? null };
      // What cannot be shaped is a failure of the attempt, too, and can be caught where AWS lets it.
      failure = failEvaluation(visit, output);
    } else failure = (tried as Extract<Attempt, { ok: false }>).failure;
    const recovery = decideRecovery(failure, state, retried, rng);
    switch (recovery.type) {
      case "fail":
        recordGivenUp(visit, failure);
        return { type: "failed", failure };
      case "retry":
        retried[recovery.retrier] = (retried[recovery.retrier] ?? 0) + 1;
        visit.retries += 1;
        startAfresh(visit);
        yield* sleepUntil(simulation.now() + Math.round(recovery.delaySeconds * 1000));
        break;
      case "catch": {
        recordGivenUp(visit, failure);
        const focus = { input: visit.raw, errorOutput: errorOutput(failure) };
        const output = yield* awaited(flow.completeCaught(visit, recovery.catcher, focus));
        if (!output.ok) return { type: "failed", failure: failEvaluation(visit, output) };
        return { type: "exited", exit: output.value, next: recovery.catcher.next.value };
      }
    }
  }
}

/** A retry does the whole work again, however far it came. */
function startAfresh(visit: Visit<WorkState>): void {
  visit.progress = undefined;
  visit.mapRun = undefined;
  visit.isResumed = false;
}

/** Parallel and Map record that they have failed when no retry follows; a runtime error ends the execution without (recorded on AWS). */
function recordGivenUp({ state, frame }: Visit<WorkState>, { error }: StateFailure): void {
  if (state.type !== "Task" && error !== "States.Runtime") record(frame, `${state.type}StateFailed`, {});
}

/** An attempt that failed before it began, or while its values were made. */
function failedAttempt(visit: Visit, failure: EvaluationFailure): Extract<Attempt, { ok: false }> {
  return { ok: false, failure: failEvaluation(visit, failure) };
}

/** What a catcher gets: null where AWS had no name or no cause (recorded on AWS); a timeout's cause is empty. */
function errorOutput({ error, cause }: StateFailure): JsonValue {
  return { Error: error ?? null, Cause: cause ?? (error === "States.Timeout" ? "" : null) };
}
