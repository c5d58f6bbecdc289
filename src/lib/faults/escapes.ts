import type { TaskState } from "../asl/ast.ts";
import { errorClasses, raisedAs } from "../saga/failures/error-classes.ts";
import { handlerOf } from "../saga/graph/handler-of.ts";
import type { MachineGraph } from "../saga/graph/machine-graph.ts";
import { holdersOf } from "../saga/graph/machine-graph.ts";

/** An error that no catcher takes, neither of its Task nor of the Parallels and Maps around it. */
export interface EscapingError {
  readonly state: string;
  readonly error: string;
}

/** The error classes of a Task that nothing takes: they end the execution. */
export function escapingErrors(graph: MachineGraph, task: TaskState): readonly EscapingError[] {
  const around = holdersOf(graph, task.name).map(({ state }) => state);
  return errorClasses(task, around)
    .filter((error) => handlerOf(graph, task.name, raisedAs(error)) === undefined)
    .map((error) => ({ state: task.name, error }));
}
