import type { TaskState } from "../asl/ast.ts";
import { reachable } from "../saga/graph/machine-graph.ts";
import { analysisOf } from "./failing.ts";
import type { Subject } from "./rule.ts";

/** Whether some way on from the state passes a compensation. */
export function leadsToCompensation(subject: Subject, name: string): boolean {
  return reachable(analysisOf(subject).graph, [name]).some((reached) => isCompensation(subject, reached));
}

/** Whether some error of the task rolls back by its own Catch: whoever wrote that means the saga to depend on it, whatever it does. */
export function rollsBackItself(subject: Subject, task: TaskState): boolean {
  return task.catch.some(({ next }) => leadsToCompensation(subject, next.value));
}

/** Whether the state compensates. */
export function isCompensation({ model }: Subject, name: string): boolean {
  return model.steps.get(name)?.role === "compensation";
}

/** What runs after a state is caught, up to where the state itself would run again: a bounded loop through a counter ends there. */
export function withoutReturn(subject: Subject, from: string, state: string): readonly string[] {
  const { graph } = analysisOf(subject);
  return from === state ? [] : reachable(graph, [from], (_, { target }) => target.value === state);
}
