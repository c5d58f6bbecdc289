import type {
  ChoiceState,
  FailState,
  Flow,
  MapState,
  ParallelState,
  PassState,
  State,
  SucceedState,
  TaskState,
  WaitState,
} from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { StateOutput } from "./data-flow.ts";
import type { Frame } from "./execution.ts";
import { record } from "./execution.ts";
import { dataLimitExceeded, isTooLarge } from "./payload-limit.ts";
import { runChoice } from "./run-choice.ts";
import { runMap } from "./run-map.ts";
import { runParallel } from "./run-parallel.ts";
import { runFail, runPass, runSucceed, runWait } from "./run-simple-states.ts";
import { runTask } from "./run-task.ts";
import type { Eventual, StateFailure, Step } from "./step.ts";
import { isStep } from "./step.ts";
import type { Visit } from "./visit.ts";

/** How a flow ended. */
export type FlowResult =
  | { readonly type: "succeeded"; readonly output: JsonValue }
  | { readonly type: "failed"; readonly failure: StateFailure };

/** How a state ended: what it passes on and where to (null ends the flow), or its failure. */
export type StateResult =
  | { readonly type: "exited"; readonly exit: StateOutput; readonly next: string | null }
  | { readonly type: "failed"; readonly failure: StateFailure };

/** Runs states one after the other until one ends the flow: from its StartAt, or from where the line was when a redrive resumes it. */
export function* runFlow(flow: Flow, input: JsonValue, frame: Frame): Step<FlowResult> {
  let name = flow.startAt.value;
  let value = input;
  for (let resumed = frame.visit && resume(frame, frame.visit); ; resumed = undefined) {
    const visit = resumed ?? enter(frame, stateOf(flow, name), value);
    name = visit.state.name;
    const started = runState(visit);
    const result = isStep(started) ? yield* started : started;
    if (result.type === "failed") return result;
    if (isTooLarge(frame.execution, result.exit.output)) return { type: "failed", failure: dataLimitExceeded(name) };
    leave(visit, result.exit);
    value = result.exit.output;
    if (result.next === null) return { type: "succeeded", output: value };
    name = result.next;
  }
}

/** The names are written out: a name put together at run time is slow wherever it is compared. */
const ENTERED = {
  Choice: "ChoiceStateEntered",
  Fail: "FailStateEntered",
  Map: "MapStateEntered",
  Parallel: "ParallelStateEntered",
  Pass: "PassStateEntered",
  Succeed: "SucceedStateEntered",
  Task: "TaskStateEntered",
  Wait: "WaitStateEntered",
} as const;

const EXITED = {
  Choice: "ChoiceStateExited",
  Map: "MapStateExited",
  Parallel: "ParallelStateExited",
  Pass: "PassStateExited",
  Succeed: "SucceedStateExited",
  Task: "TaskStateExited",
  Wait: "WaitStateExited",
} as const;

function enter(frame: Frame, state: State, raw: JsonValue): Visit {
  const beforeId = enteredAfter(frame);
  record(frame, ENTERED[state.type], { name: state.name, input: raw }, beforeId);
  const enteredAt = frame.execution.simulation.now();
  const visit: Visit = {
    frame,
    state,
    raw,
    beforeId,
    enteredId: frame.last,
    enteredAt,
    retries: 0,
    taskToken: null,
    progress: undefined,
    mapRun: undefined,
    isResumed: false,
  };
  frame.visit = visit;
  return visit;
}

function stateOf(flow: Flow, name: string): State {
  const state = flow.states.get(name);
  if (state === undefined) throw new Error(`The machine has no state "${name}": it should not have passed the parser`);
  return state;
}

/** A redriven line: Task, Parallel and Map go on with their visit, their retries counted anew; every other state is entered once more. */
function resume(frame: Frame, visit: Visit): Visit {
  if (!("retry" in visit.state)) return enter(frame, visit.state, visit.raw);
  visit.retries = 0;
  visit.isResumed = visit.progress !== undefined || visit.mapRun !== undefined;
  return visit;
}

/** The first state's Entered event has previousEventId 0, not 1 (recorded on AWS). */
function enteredAfter({ last }: Frame): number {
  return last === 1 ? 0 : last;
}

function leave({ frame, state }: Visit, { output, assigned }: StateOutput): void {
  if (assigned) frame.variables = new Map([...frame.variables, ...Object.entries(assigned)]);
  frame.visit = undefined;
  const details = assigned ? { name: state.name, output, assignedVariables: assigned } : { name: state.name, output };
  if (state.type !== "Fail") record(frame, EXITED[state.type], details);
}

/** The casts only repeat what the switch has found: a copy of the visit for each state would cost more than the state. */
function runState(visit: Visit): Eventual<StateResult> {
  switch (visit.state.type) {
    case "Task":
      return runTask(visit as Visit<TaskState>);
    case "Pass":
      return runPass(visit as Visit<PassState>);
    case "Choice":
      return runChoice(visit as Visit<ChoiceState>);
    case "Wait":
      return runWait(visit as Visit<WaitState>);
    case "Succeed":
      return runSucceed(visit as Visit<SucceedState>);
    case "Fail":
      return runFail(visit as Visit<FailState>);
    case "Parallel":
      return runParallel(visit as Visit<ParallelState>);
    case "Map":
      return runMap(visit as Visit<MapState>);
  }
}
