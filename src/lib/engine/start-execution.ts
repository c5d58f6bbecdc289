import type { EventType, Failure } from "../history/event.ts";
import type { StateMachine } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import type { History } from "../history/history.ts";
import type { Execution, ExecutionIdentity, ExecutionResult, Frame } from "./execution.ts";
import { record } from "./execution.ts";
import { stopLines } from "./run-branches.ts";
import { runFlow } from "./run-flow.ts";
import type { Simulation } from "./simulation.ts";
import type { Step } from "./step.ts";

/** What an execution is started with. */
export interface ExecutionStart {
  readonly machine: StateMachine;
  readonly identity: ExecutionIdentity;
  readonly input: JsonValue;
  readonly rng: Rng;
  readonly history: History;
  /** Sees every execution that this one starts, however deep. */
  readonly onChild?: ((child: Execution) => void) | undefined;
  readonly onEnd?: (execution: Execution) => void;
}

/** Starts an execution in a simulation; it has ended when its `result` is set. */
export function startExecution(simulation: Simulation, start: ExecutionStart): Execution {
  const { machine, identity, input, rng, history, onChild, onEnd } = start;
  const frame: { -readonly [K in keyof Frame]: Frame[K] } = {
    execution: undefined as unknown as Execution,
    variables: new Map(),
    iteration: null,
    mapContext: null,
    last: 0,
    open: undefined,
    branches: [],
  };
  const execution: Execution = {
    machine,
    identity,
    input,
    startTime: simulation.now(),
    history,
    simulation,
    rng,
    mapRuns: [],
    onChild,
    onEnd,
    line: { frame, fiber: simulation.start(runExecution(frame)) },
    attempts: new Map(),
    tasks: 0,
    deadline: undefined,
    result: undefined,
  };
  frame.execution = execution;
  record(frame, "ExecutionStarted", { input, roleArn: identity.roleArn });
  if (machine.timeoutSeconds !== undefined) {
    execution.deadline = simulation.at(execution.startTime + machine.timeoutSeconds * 1000, () => {
      stopLines(execution.line);
      end(frame, "TIMED_OUT", "ExecutionTimedOut", {});
    });
  }
  return execution;
}

/** Ends a running execution from outside; recorded on AWS: ExecutionAborted follows nothing, and the open states get no event. */
export function stopExecution(execution: Execution, failure: Failure): void {
  if (execution.result) return;
  stopLines(execution.line);
  execution.line.frame.last = 0;
  end(execution.line.frame, "ABORTED", "ExecutionAborted", failure);
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
  execution.onEnd?.(execution);
}
