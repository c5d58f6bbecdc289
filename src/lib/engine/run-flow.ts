import type { Flow } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { StateOutput } from "./data-flow.ts";
import type { Frame } from "./execution.ts";
import { HistoryFull, record } from "./execution.ts";
import type { FlowPlan, PlannedState } from "./flow-plan.ts";
import { planOf } from "./flow-plan.ts";
import { dataLimitExceeded, isTooLarge } from "./payload-limit.ts";
import type { StateFailure, Step } from "./step.ts";
import { isStep } from "./step.ts";
import type { Visit } from "./visit.ts";

/** How a flow ended. */
export type FlowResult =
  | { readonly type: "succeeded"; readonly output: JsonValue }
  | { readonly type: "failed"; readonly failure: StateFailure }
  /** The history has room for the execution's end only: nothing catches that. */
  | { readonly type: "history-full" };

/** How a state ended: what it passes on and where to (null ends the flow), or its failure. */
export type StateResult =
  | { readonly type: "exited"; readonly exit: StateOutput; readonly next: string | null }
  | { readonly type: "failed"; readonly failure: StateFailure };

/** Runs states one after the other until one ends the flow: from its StartAt, or from where the line was when a redrive resumes it. */
export function* runFlow(flow: Flow, input: JsonValue, frame: Frame): Step<FlowResult> {
  const plan = planOf(flow);
  let open = frame.visit;
  let planned = stateIn(plan, open?.state.name ?? flow.startAt.value);
  let value = input;
  try {
    for (;;) {
      const visit = open ? resume(planned, open) : enter(frame, planned, value);
      const started = planned.run(visit);
      const result = isStep(started) ? yield* started : started;
      if (result.type === "failed") return result;
      if (isTooLarge(frame.execution, result.exit.output)) return { type: "failed", failure: dataLimitExceeded(planned.state.name) };
      leave(visit, planned, result.exit);
      value = result.exit.output;
      if (result.next === null) return { type: "succeeded", output: value };
      planned = stateIn(plan, result.next);
      open = undefined;
    }
  } catch (error) {
    if (error instanceof HistoryFull) return { type: "history-full" };
    throw error;
  }
}

function stateIn(plan: FlowPlan, name: string): PlannedState {
  const planned = plan.get(name);
  if (planned === undefined) throw new Error(`The machine has no state "${name}": it should not have passed the parser`);
  return planned;
}

function enter(frame: Frame, { state, entered }: PlannedState, raw: JsonValue): Visit {
  record(frame, entered, { name: state.name, input: raw }, enteredAfter(frame));
  frame.visit = {
    frame,
    state,
    raw,
    enteredId: frame.last,
    retries: 0,
    taskToken: null,
    progress: undefined,
    mapRun: undefined,
    isResumed: false,
  };
  return frame.visit;
}

/** A redriven line: Task, Parallel and Map go on with their visit, their retries counted anew; every other state is entered once more. */
function resume(planned: PlannedState, visit: Visit): Visit {
  if (!("retry" in visit.state)) return enter(visit.frame, planned, visit.raw);
  visit.retries = 0;
  visit.isResumed = visit.progress !== undefined || visit.mapRun !== undefined;
  return visit;
}

/** The first state's Entered event has previousEventId 0, not 1 (recorded on AWS). */
function enteredAfter({ last }: Frame): number {
  return last === 1 ? 0 : last;
}

function leave({ frame }: Visit, { state, exited }: PlannedState, { output, assigned }: StateOutput): void {
  if (assigned) frame.variables = new Map([...frame.variables, ...Object.entries(assigned)]);
  frame.visit = undefined;
  const details = assigned ? { name: state.name, output, assignedVariables: assigned } : { name: state.name, output };
  if (exited) record(frame, exited, details);
}
