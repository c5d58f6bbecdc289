import type { TaskState } from "../asl/ast.ts";
import { oncePer } from "../base/once-per.ts";
import { machineGraph } from "../saga/graph/machine-graph.ts";
import { taskIntegration } from "../saga/words/task-integration.ts";
import { canTimeOut } from "./can-time-out.ts";
import type { Subject } from "./rule.ts";

/** A task whose time nothing limits. */
export interface UnlimitedTask {
  readonly state: TaskState;
  /** `callback`: somebody who has its token, or a worker; `job`: a service's; `saga`: a nested execution, which has its own limits; `call`: an answer. */
  readonly waitsFor: "callback" | "job" | "saga" | "call";
}

/** The tasks with neither TimeoutSeconds nor HeartbeatSeconds, in the order of the definition. */
export const tasksWithoutTimeout: (subject: Subject) => readonly UnlimitedTask[] = oncePer(({ machine }) => {
  const found: UnlimitedTask[] = [];
  for (const { state } of machineGraph(machine).places) {
    if (state.type !== "Task" || canTimeOut(state)) continue;
    found.push({ state, waitsFor: waitsFor(state) });
  }
  return found;
});

function waitsFor(state: TaskState): UnlimitedTask["waitsFor"] {
  const { kind, action, pattern } = taskIntegration(state);
  if (kind === "activity" || pattern === "token") return "callback";
  if (pattern === "request-response") return "call";
  return action === "startExecution" ? "saga" : "job";
}
