import type { TaskState } from "../asl/ast.ts";
import { firstMatch } from "../asl/error-matching.ts";

/** An error that no catcher of its Task takes. */
export interface EscapingError {
  readonly state: string;
  readonly error: string;
}

/** Stands for every error that a definition does not name. */
export const UNNAMED: string = "UnnamedError";

/** The error classes that a Task can raise: those its Retry and Catch name, one they do not, and its timeouts. */
export function errorClasses({ retry, catch: catchers, heartbeatSeconds }: TaskState): readonly string[] {
  const named = [...catchers, ...retry].flatMap(({ errorEquals }) => errorEquals.map(({ value }) => value));
  const concrete = named.filter((name) => name !== "States.ALL" && name !== "States.TaskFailed" && name !== "States.Runtime");
  const heartbeat = heartbeatSeconds === undefined ? [] : ["States.HeartbeatTimeout"];
  return [...new Set([...concrete, UNNAMED, "States.Timeout", ...heartbeat])];
}

/** The error classes of a Task that no catcher of its own takes. */
export function escapingErrors(state: TaskState): readonly EscapingError[] {
  return errorClasses(state)
    .filter((error) => firstMatch(state.catch, { error, heartbeat: error === "States.HeartbeatTimeout" }) === -1)
    .map((error) => ({ state: state.name, error }));
}
