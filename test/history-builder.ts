import type { JsonValue } from "../src/lib/base/json.ts";
import type { EventDetails, EventType, HistoryEvent } from "../src/lib/history/event.ts";
import { History } from "../src/lib/history/history.ts";

/** Writes the history of an execution state by state, as Step Functions would. Every call gives the builder back. */
export interface HistoryBuilder {
  readonly events: readonly HistoryEvent[];
  /** The id of the last event. */
  readonly last: number;
  /** The input of the next state. */
  input(value: JsonValue): HistoryBuilder;
  /** A task that fails with each error, is tried again, and then succeeds. */
  done(state: string, options?: { errors?: readonly string[]; assign?: Record<string, JsonValue> }): HistoryBuilder;
  /** A task whose last attempt fails with the last error, and whose failure is caught. `States.Timeout` is a real timeout. */
  caught(state: string, ...errors: readonly string[]): HistoryBuilder;
  /** The same with nothing to catch it: the execution fails. */
  escapes(state: string, ...errors: readonly string[]): HistoryBuilder;
  /** A task that is entered and scheduled, and no more. */
  begun(state: string): HistoryBuilder;
  /** The answer of a task that was begun; the state is not left by it. */
  answered(): HistoryBuilder;
  /** A task that is entered only, and caught: its arguments could not be evaluated. */
  neverScheduled(state: string): HistoryBuilder;
  /** A state that only passes on. */
  passed(state: string, kind?: "Choice" | "Pass"): HistoryBuilder;
  /** Ends in a Fail state, a Succeed state, at its last state, or from outside. */
  fails(state: string): HistoryBuilder;
  succeeds(state?: string): HistoryBuilder;
  ends(type: "ExecutionAborted" | "ExecutionTimedOut" | "ExecutionFailed", error?: string): HistoryBuilder;
  redriven(): HistoryBuilder;
}

/** Begins a history with an execution's start; events are 100 ms apart. */
export function execution(executionInput: JsonValue): HistoryBuilder {
  const history = new History();
  let previous = 0;
  let input = executionInput;

  function add<T extends EventType>(type: T, details: EventDetails[T], previousEventId = previous): void {
    const at = Date.UTC(2026, 2, 1, 10) + history.events.length * 100;
    previous = history.append(type, previousEventId, at, details);
  }
  function attempts(state: string, errors: readonly string[]): void {
    add("TaskStateEntered", { name: state, input });
    for (const error of errors) {
      add("LambdaFunctionScheduled", { resource: `arn:aws:lambda:eu-west-1:123456789012:function:${state}`, input });
      add("LambdaFunctionStarted", {});
      if (error === "States.Timeout") add("LambdaFunctionTimedOut", { error });
      else add("LambdaFunctionFailed", { error });
    }
  }

  add("ExecutionStarted", { input });
  previous = 0;
  const builder: HistoryBuilder = {
    events: history.events,
    get last() {
      return history.events.length;
    },
    input(value) {
      input = value;
      return builder;
    },
    done(state, { errors = [], assign } = {}) {
      attempts(state, errors);
      add("LambdaFunctionScheduled", { resource: `arn:aws:lambda:eu-west-1:123456789012:function:${state}`, input });
      add("LambdaFunctionStarted", {});
      add("LambdaFunctionSucceeded", { output: { ok: true } });
      add("TaskStateExited", { name: state, output: input, ...(assign ? { assignedVariables: assign } : {}) });
      return builder;
    },
    caught(state, ...errors) {
      attempts(state, errors);
      add("TaskStateExited", { name: state, output: input });
      return builder;
    },
    escapes(state, ...errors) {
      attempts(state, errors);
      add("ExecutionFailed", { error: errors.at(-1) ?? "States.Runtime" });
      return builder;
    },
    begun(state) {
      add("TaskStateEntered", { name: state, input });
      add("LambdaFunctionScheduled", { resource: `arn:aws:lambda:eu-west-1:123456789012:function:${state}`, input });
      return builder;
    },
    answered() {
      add("LambdaFunctionStarted", {});
      add("LambdaFunctionSucceeded", { output: { ok: true } });
      return builder;
    },
    neverScheduled(state) {
      add("TaskStateEntered", { name: state, input });
      add("TaskStateExited", { name: state, output: input });
      return builder;
    },
    passed(state, kind = "Choice") {
      add(`${kind}StateEntered`, { name: state, input });
      add(`${kind}StateExited`, { name: state, output: input });
      return builder;
    },
    fails(state) {
      add("FailStateEntered", { name: state, input });
      add("ExecutionFailed", { error: state });
      return builder;
    },
    succeeds(state) {
      if (state !== undefined) {
        add("SucceedStateEntered", { name: state, input });
        add("SucceedStateExited", { name: state, output: input });
      }
      add("ExecutionSucceeded", { output: input });
      return builder;
    },
    ends(type, error) {
      add(type, error === undefined ? {} : { error }, 0);
      return builder;
    },
    redriven() {
      add("ExecutionRedriven", { redriveCount: 1 });
      return builder;
    },
  };
  return builder;
}
