import type { Catcher, State, TaskState } from "../asl/ast.ts";
import type { RaisedError } from "../asl/error-matching.ts";

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
  const { retry, catch: catchers, heartbeatSeconds } = task;
  const outer: readonly Catcher[] = around.flatMap((state) => ("catch" in state ? state.catch : []));
  const named = [...catchers, ...retry, ...outer].flatMap(({ errorEquals }) => errorEquals.map(({ value }) => value));
  const heartbeat = heartbeatSeconds === undefined ? [] : ["States.HeartbeatTimeout"];
  return [...new Set([...named.filter((name) => !NO_CLASS.has(name)), UNNAMED, "States.Timeout", ...heartbeat])];
}

/** The class as Retry and Catch see it. */
export function raisedAs(error: string): RaisedError {
  return { error, heartbeat: error === "States.HeartbeatTimeout" };
}
