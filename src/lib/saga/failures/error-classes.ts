import type { Catcher, Retrier, State, TaskState } from "../../asl/ast.ts";
import type { RaisedError } from "../../asl/error-matching.ts";

/** Stands for every error that a definition does not name. */
export const UNNAMED = "UnnamedError";

/** Names that stand for several errors, for none that can be caught, or for those of a Parallel or Map. */
const NO_CLASS: ReadonlySet<string> = new Set([
  UNNAMED,
  "States.ALL",
  "States.TaskFailed",
  "States.Runtime",
  "States.NoChoiceMatched",
  "States.BranchFailed",
  "States.ExceedToleratedFailureThreshold",
  "States.ItemReaderFailed",
  "States.ResultWriterFailed",
]);

/** The error classes that a Task can raise: those its Retry and Catch name, one they do not, and its timeouts. `around` are the Parallels and Maps it lies in. */
export function errorClasses(task: TaskState, around: readonly State[] = []): readonly string[] {
  const classes: string[] = [];
  addNamed(classes, task.catch);
  addNamed(classes, task.retry);
  for (const state of around) if ("catch" in state) addNamed(classes, state.catch);
  addClass(classes, UNNAMED);
  addClass(classes, "States.Timeout");
  if (task.heartbeatSeconds !== undefined) addClass(classes, "States.HeartbeatTimeout");
  return classes;
}

function addNamed(classes: string[], entries: readonly (Retrier | Catcher)[]): void {
  for (const { errorEquals } of entries) for (const { value } of errorEquals) if (!NO_CLASS.has(value)) addClass(classes, value);
}

function addClass(classes: string[], name: string): void {
  if (!classes.includes(name)) classes.push(name);
}

/** The class as Retry and Catch see it. */
export function raisedAs(error: string): RaisedError {
  return { error, heartbeat: error === "States.HeartbeatTimeout" };
}
