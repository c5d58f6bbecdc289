import type { Flow, State } from "../asl/ast.ts";
import type { StateResult } from "./run-flow.ts";
import { runChoice } from "./run-choice.ts";
import { runMap } from "./run-map.ts";
import { runParallel } from "./run-parallel.ts";
import { passesOn, passOn, runFail, runPass, runSucceed, runWait } from "./run-simple-states.ts";
import { runTask } from "./run-task.ts";
import type { Eventual } from "./step.ts";
import type { Visit } from "./visit.ts";

/** A state made ready to run: what runs it, and the events that a visit begins and ends with. */
export interface PlannedState<S extends State = State> {
  readonly state: S;
  readonly run: (visit: Visit<S>) => Eventual<StateResult>;
  readonly entered: `${S["type"]}StateEntered`;
  /** Fail has none. */
  readonly exited: `${Exclude<S["type"], "Fail">}StateExited` | undefined;
}

/** The states of a flow by name, made ready to run. */
export type FlowPlan = ReadonlyMap<string, PlannedState>;

const plans = new WeakMap<Flow["states"], FlowPlan>();

/** The plan of a flow; what depends on the definition alone is found out once, however often the flow runs. */
export function planOf({ states }: Flow): FlowPlan {
  const known = plans.get(states);
  if (known) return known;
  const plan: FlowPlan = new Map([...states].map(([name, state]) => [name, planned(state) as PlannedState]));
  plans.set(states, plan);
  return plan;
}

/** The runner of each type gets visits to states of that type only, whatever the plan says of it. The names of events are written out: a name put together at run time is slow wherever it is compared. */
function planned(state: State): { [T in State["type"]]: PlannedState<Extract<State, { type: T }>> }[State["type"]] {
  switch (state.type) {
    case "Task":
      return { state, run: runTask, entered: "TaskStateEntered", exited: "TaskStateExited" };
    case "Pass":
      return { state, run: passesOn(state) ? passOn : runPass, entered: "PassStateEntered", exited: "PassStateExited" };
    case "Choice":
      return { state, run: runChoice, entered: "ChoiceStateEntered", exited: "ChoiceStateExited" };
    case "Wait":
      return { state, run: runWait, entered: "WaitStateEntered", exited: "WaitStateExited" };
    case "Succeed":
      return { state, run: runSucceed, entered: "SucceedStateEntered", exited: "SucceedStateExited" };
    case "Fail":
      return { state, run: runFail, entered: "FailStateEntered", exited: undefined };
    case "Parallel":
      return { state, run: runParallel, entered: "ParallelStateEntered", exited: "ParallelStateExited" };
    case "Map":
      return { state, run: runMap, entered: "MapStateEntered", exited: "MapStateExited" };
  }
}
