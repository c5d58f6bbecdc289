import type { EventType, Failure } from "../history/event.ts";
import type { Execution, ExecutionResult, Frame } from "./execution.ts";
import { record } from "./execution.ts";
import { stopLines } from "./run-branches.ts";
import { runFlow } from "./run-flow.ts";
import type { Simulation } from "./simulation.ts";
import type { Step } from "./step.ts";

/** Starts an execution in a simulation; it has ended when its `result` is set. */
export function startExecution(
  simulation: Simulation,
  start: Pick<Execution, "machine" | "identity" | "input" | "rng" | "history">,
): Execution {
  const { machine, identity, input, rng, history } = start;
  const execution: Execution = {
    machine,
    identity,
    input,
    startTime: simulation.now(),
    history,
    simulation,
    rng,
    attempts: new Map(),
    tasks: 0,
    deadline: undefined,
    result: undefined,
  };
  const frame: Frame = { execution, variables: new Map(), iteration: null, mapContext: null, last: 0, open: undefined, branches: [] };
  record(frame, "ExecutionStarted", { input: execution.input, roleArn: execution.identity.roleArn });
  const fiber = simulation.start(runExecution(frame));
  const { timeoutSeconds } = machine;
  if (timeoutSeconds !== undefined) {
    execution.deadline = simulation.at(execution.startTime + timeoutSeconds * 1000, () => {
      stopLines(frame, fiber);
      end(frame, "TIMED_OUT", "ExecutionTimedOut", {});
    });
  }
  return execution;
}

function* runExecution(frame: Frame): Step<void> {
  const { execution } = frame;
  const result = yield* runFlow(execution.machine, execution.input, frame);
  if (result.type === "failed") {
    const { error, cause } = result.failure;
    end(frame, "FAILED", "ExecutionFailed", { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
    return;
  }
  record(frame, "ExecutionSucceeded", { output: result.output });
  finish(execution, { status: "SUCCEEDED", output: result.output, stopTime: execution.simulation.now() });
}

function end(
  frame: Frame,
  status: Exclude<ExecutionResult["status"], "SUCCEEDED">,
  event: Extract<EventType, "ExecutionFailed" | "ExecutionTimedOut" | "ExecutionAborted">,
  failure: Failure,
): void {
  record(frame, event, failure);
  finish(frame.execution, { status, ...failure, stopTime: frame.execution.simulation.now() });
}

function finish(execution: Execution, result: ExecutionResult): void {
  execution.result = result;
  if (execution.deadline) execution.deadline.cancelled = true;
}
