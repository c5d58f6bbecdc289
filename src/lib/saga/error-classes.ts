import type { Catcher, State, TaskState } from "../asl/ast.ts";
import type { RaisedError } from "../asl/error-matching.ts";

/** Stands for every error that a definition does not name. */
export const UNNAMED = "UnnamedError";

const NO_CLASS: ReadonlySet<string> = new Set(["States.ALL", "States.TaskFailed", "States.Runtime", UNNAMED]);

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
