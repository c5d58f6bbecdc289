import type { TaskState } from "../asl/ast.ts";
import { oncePer } from "../base/once-per.ts";
import type { SagaStep } from "../saga/model.ts";
import { analysisOf } from "./failing.ts";
import type { Subject } from "./rule.ts";

/** A task on the way to success, and what the model says of it. */
export interface TaskOnWay {
  readonly state: TaskState;
  readonly step: SagaStep;
}

/** The tasks on the way to success, alternatives of forward steps included, in the order of the definition. */
export const tasksOnWay: (subject: Subject) => readonly TaskOnWay[] = oncePer((subject) => {
  const { graph, forward } = analysisOf(subject);
  const found: TaskOnWay[] = [];
  for (const { state } of graph.places) {
    const step = state.type === "Task" ? subject.model.steps.get(state.name) : undefined;
    if (state.type !== "Task" || step === undefined || step.role === "compensation") continue;
    if (step.role === "forward" || forward.has(state.name)) found.push({ state, step });
  }
  return found;
});
