import type { Catcher, StateMachine, TaskState } from "../asl/ast.ts";
import { reachableStates } from "../asl/graph.ts";
import type { SagaModel } from "../saga/model.ts";

const WILDCARDS: ReadonlySet<string> = new Set(["States.ALL", "States.TaskFailed"]);

/** The error that a fault raises where the person names none: the first one named by a catcher that leads to a compensation, else States.TaskFailed. */
export function defaultError(state: TaskState, machine: StateMachine, model: SagaModel): string {
  const recovering = state.catch.filter((catcher) => leadsToRecovery(catcher, machine, model));
  const named = recovering.flatMap(({ errorEquals }) => errorEquals).find(({ value }) => !WILDCARDS.has(value));
  return named?.value ?? "States.TaskFailed";
}

/** Whether a catcher's target leads to a compensation; in a machine that knows none, every catcher is taken to recover. */
function leadsToRecovery({ next }: Catcher, machine: StateMachine, model: SagaModel): boolean {
  const compensations = [...model.steps.values()].filter(({ role }) => role === "compensation");
  if (compensations.length === 0) return true;
  const reached = reachableStates(machine, next.value);
  return compensations.some(({ state }) => reached.has(state));
}
