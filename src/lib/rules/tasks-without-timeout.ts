import type { TaskState } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { taskIntegration } from "../saga/task-words.ts";
import type { Subject } from "./rule.ts";

/** A task whose time nothing limits. */
export interface UnlimitedTask {
  readonly state: TaskState;
  /** `callback`: somebody who has its token, or a worker; `job`: a service's; `saga`: a nested execution, which has its own limits; `call`: an answer. */
  readonly waitsFor: "callback" | "job" | "saga" | "call";
}

/** The tasks with neither TimeoutSeconds nor HeartbeatSeconds, in the order of the definition. */
export function* tasksWithoutTimeout({ machine }: Subject): Generator<UnlimitedTask> {
  for (const state of allStates(machine)) {
    if (state.type !== "Task" || state.timeoutSeconds !== undefined || state.heartbeatSeconds !== undefined) continue;
    yield { state, waitsFor: waitsFor(state) };
  }
}

function waitsFor(state: TaskState): UnlimitedTask["waitsFor"] {
  const { kind, action, pattern } = taskIntegration(state);
  if (kind === "activity" || pattern === "token") return "callback";
  if (pattern === "request-response") return "call";
  return action === "startExecution" ? "saga" : "job";
}
