import type { Catcher, Flow, StateMachine, TaskState } from "../asl/ast.ts";
import { allFlows, reachableStates } from "../asl/graph.ts";
import { catchersOf } from "../saga/graph/ways-out.ts";
import type { SagaModel } from "../saga/model.ts";

const WILDCARDS: ReadonlySet<string> = new Set(["States.ALL", "States.TaskFailed"]);

/** The error that a fault raises where the person names none: the first one named by a catcher that leads to a compensation, else States.TaskFailed. */
export function defaultError(state: TaskState, machine: StateMachine, model: SagaModel): string {
  const flow = [...allFlows(machine)].find(({ states }) => states.get(state.name) === state) ?? machine;
  const recovering = catchersOf(state).filter((catcher) => leadsToRecovery(catcher, flow, model));
  const named = recovering.flatMap(({ errorEquals }) => errorEquals).find(({ value }) => !WILDCARDS.has(value));
  return named?.value ?? "States.TaskFailed";
}

/** Whether a catcher's target leads to a compensation; in a machine that knows none, every catcher is taken to recover. */
function leadsToRecovery({ next }: Catcher, flow: Flow, model: SagaModel): boolean {
  const compensations = [...model.steps.values()].filter(({ role }) => role === "compensation");
  if (compensations.length === 0) return true;
  const reached = reachableStates(flow, next.value);
  return compensations.some(({ state }) => reached.has(state));
}
