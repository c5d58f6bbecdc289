import type { Flow, State } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { EventType } from "../history/event.ts";
import type { StateOutput } from "./data-flow.ts";
import type { Frame } from "./execution.ts";
import { record } from "./execution.ts";
import { runChoice } from "./run-choice.ts";
import { runMap } from "./run-map.ts";
import { runParallel } from "./run-parallel.ts";
import { runFail, runPass, runSucceed, runWait } from "./run-simple-states.ts";
import { runTask } from "./run-task.ts";
import type { StateFailure, Step } from "./step.ts";
import type { Visit } from "./visit.ts";

/** How a flow ended. */
export type FlowResult =
  | { readonly type: "succeeded"; readonly output: JsonValue }
  | { readonly type: "failed"; readonly failure: StateFailure };

/** How a state ended: what it passes on and where to (null ends the flow), or its failure. */
export type StateResult =
  | { readonly type: "exited"; readonly exit: StateOutput; readonly next: string | null }
  | { readonly type: "failed"; readonly failure: StateFailure };

/** Runs states one after the other from the flow's StartAt until one ends it. */
export function* runFlow(flow: Flow, input: JsonValue, frame: Frame): Step<FlowResult> {
  let name = flow.startAt.value;
  let value = input;
  for (;;) {
    const state = flow.states.get(name);
    if (state === undefined) throw new Error(`The machine has no state "${name}": it should not have passed the parser`);
    const visit = enter(frame, state, value);
    const result = yield* runState(visit);
    if (result.type === "failed") return result;
    leave(visit, result.exit);
    value = result.exit.output;
    if (result.next === null) return { type: "succeeded", output: value };
    name = result.next;
  }
}

function enter(frame: Frame, state: State, raw: JsonValue): Visit {
  const beforeId = enteredAfter(frame);
  frame.open = state;
  record(frame, `${state.type}StateEntered`, { name: state.name, input: raw }, beforeId);
  return { frame, state, raw, beforeId, enteredId: frame.last, enteredAt: frame.execution.simulation.now(), retries: 0, taskToken: null };
}

/** The first state's Entered event has previousEventId 0, not 1 (recorded on AWS). */
function enteredAfter({ last }: Frame): number {
  return last === 1 ? 0 : last;
}

function leave({ frame, state }: Visit, { output, assigned }: StateOutput): void {
  if (assigned) frame.variables = new Map([...frame.variables, ...Object.entries(assigned)]);
  frame.open = undefined;
  const details = { name: state.name, output, ...(assigned ? { assignedVariables: assigned } : {}) };
  record(frame, `${state.type}StateExited` as Extract<EventType, `${string}StateExited`>, details);
}

function runState(visit: Visit): Step<StateResult> {
  const { state } = visit;
  switch (state.type) {
    case "Task":
      return runTask({ ...visit, state });
    case "Pass":
      return runPass({ ...visit, state });
    case "Choice":
      return runChoice({ ...visit, state });
    case "Wait":
      return runWait({ ...visit, state });
    case "Succeed":
      return runSucceed({ ...visit, state });
    case "Fail":
      return runFail({ ...visit, state });
    case "Parallel":
      return runParallel({ ...visit, state });
    case "Map":
      return runMap({ ...visit, state });
  }
}
