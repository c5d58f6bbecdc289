import type { TaskState } from "../asl/ast.ts";
import type { SagaStep } from "../saga/model.ts";
import type { Subject } from "./rule.ts";
import { successWay } from "./success-way.ts";

/** A task that works towards success, and what the model says of it. */
export interface ForwardTask {
  readonly state: TaskState;
  readonly step: SagaStep;
}

/** The tasks on the way to success, alternatives of forward steps included, in the order of the definition. */
export function* stepsForward(subject: Subject): Generator<ForwardTask> {
  const { graph, states } = successWay(subject);
  for (const { state } of graph.states.values()) {
    const step = subject.model.steps.get(state.name);
    if (state.type !== "Task" || step === undefined || step.role === "compensation") continue;
    if (step.role === "forward" || states.has(state.name)) yield { state, step };
  }
}
