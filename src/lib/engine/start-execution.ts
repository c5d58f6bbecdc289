import type { Failure } from "../history/event.ts";
import type { StateMachine } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import { failureOf } from "../history/failure.ts";
import type { History } from "../history/history.ts";
import type { Execution, ExecutionIdentity, ExecutionResult, Frame, Line } from "./execution.ts";
import { record } from "./execution.ts";
import { weigh } from "./payload-limit.ts";
import { stopLines } from "./run-branches.ts";
import type { FlowResult } from "./run-flow.ts";
import { runFlow } from "./run-flow.ts";
import type { Simulation } from "./simulation.ts";
import type { StateFailure } from "./step.ts";

/** What an execution is started with. */
export interface ExecutionStart {
  readonly machine: StateMachine;
  readonly identity: ExecutionIdentity;
  readonly input: JsonValue;
  /** Which iteration of its parent's distributed Map it is, as `Outer[1]/Inner[2]`; none by default. */
  readonly iteration?: string;
  readonly rng: Rng;
  readonly history: History;
  /** Sees every execution that this one starts, however deep. */
  readonly onChild?: ((child: Execution) => void) | undefined;
  readonly onEnd?: (execution: Execution) => void;
}

/** Starts an execution in a simulation; it has ended when its `result` is set. */
export function startExecution(simulation: Simulation, start: ExecutionStart): Execution {
  const { machine, identity, input, iteration = null, rng, history, onChild, onEnd } = start;
  const frame: { -readonly [K in keyof Frame]: Frame[K] } = {
    execution: undefined as unknown as Execution,
    variables: new Map(),
    iteration,
    mapContext: null,
    last: 0,
    visit: undefined,
    branches: undefined,
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
    line: startLine({ simulation, machine, input }, frame),
    attempts: new Map(),
    redriveCount: 0,
    tasks: 0,
    weight: 0,
    deadline: undefined,
    result: undefined,
  };
  frame.execution = execution;
  weigh(execution, input);
  const { roleArn, stateMachineAliasArn, stateMachineVersionArn } = identity;
  record(frame, "ExecutionStarted", {
    input,
    roleArn,
    ...(stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn }),
    ...(stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn }),
  });
  armTimeout(execution);
  return execution;
}

/** The machine's own TimeoutSeconds, from now on. */
function armTimeout(execution: Execution): void {
  const { machine, simulation } = execution;
  const { frame } = execution.line;
  if (machine.timeoutSeconds !== undefined) {
    execution.deadline = simulation.at(simulation.now() + machine.timeoutSeconds * 1000, () => {
      stopLines(execution.line);
      // As measured on AWS by others: the event has an error and follows nothing, the execution itself has none.
      record(frame, "ExecutionTimedOut", { error: "States.Timeout" }, 0);
      finish(execution, { status: "TIMED_OUT", stopTime: simulation.now() });
    });
  }
}

/**
 * Goes on with an execution that ended without success: what has succeeded is kept, the unfinished states run again with their retries and
 * timeouts counted anew. `onEnd` is told of the new end, too. Rests on documentation:
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export function redriveExecution(execution: Execution, onEnd?: (execution: Execution) => void): void {
  if (execution.result === undefined || execution.result.status === "SUCCEEDED")
    throw new Error("Only an execution that failed can be redriven");
  const { history, line } = execution;
  const { frame } = line;
  execution.result = undefined;
  execution.redriveCount += 1;
  record(frame, "ExecutionRedriven", { redriveCount: execution.redriveCount }, history.events.length);
  execution.line = startLine(execution, frame);
  if (onEnd) execution.onEnd = onEnd;
  armTimeout(execution);
}

/** Ends a running execution from outside; recorded on AWS: ExecutionAborted follows nothing, and the open states get no event. */
export function stopExecution(execution: Execution, failure: Failure): void {
  if (execution.result) return;
  stopLines(execution.line);
  record(execution.line.frame, "ExecutionAborted", failure, 0);
  finish(execution, { status: "ABORTED", ...failure, stopTime: execution.simulation.now() });
}

function startLine(execution: Pick<Execution, "simulation" | "machine" | "input">, frame: Frame): Line {
  const { simulation, machine, input } = execution;
  return { frame, fiber: simulation.start(runFlow(machine, input, frame), (result) => end(frame, result)) };
}

function end(frame: Frame, result: FlowResult): void {
  const { execution } = frame;
  switch (result.type) {
    case "succeeded":
      record(frame, "ExecutionSucceeded", { output: result.output });
      finish(execution, { status: "SUCCEEDED", output: result.output, stopTime: execution.simulation.now() });
      return;
    case "failed":
      fail(frame, result.failure);
      return;
    case "history-full":
      for (const branch of frame.branches ?? []) stopLines(branch);
      frame.last = execution.history.events.length;
      fail(frame, HISTORY_FULL);
  }
}

function fail(frame: Frame, { error, cause }: StateFailure): void {
  const { execution } = frame;
  const failure = failureOf(error, cause);
  record(frame, "ExecutionFailed", failure);
  finish(execution, { status: "FAILED", ...failure, stopTime: execution.simulation.now() });
}

const HISTORY_FULL = { error: "States.Runtime", cause: "The execution reached the maximum number of history events (25000)." };

function finish(execution: Execution, result: ExecutionResult): void {
  execution.result = result;
  if (execution.deadline) execution.deadline.cancelled = true;
  execution.onEnd?.(execution);
}
