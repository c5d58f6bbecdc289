import type { State, TaskState } from "../asl/ast.ts";
import { oncePer } from "../base/once-per.ts";
import { machineGraph } from "../saga/graph/machine-graph.ts";
import type { SagaStep } from "../saga/model.ts";
import type { Subject } from "./rule.ts";

/** A compensation: the state, and what the model says of it. */
export interface Compensating<Kind extends State = State> {
  readonly state: Kind;
  readonly step: SagaStep;
}

/** Every compensation of the machine, in the order of the definition; a Pass that is named for one, too. */
export const compensatingStates: (subject: Subject) => readonly Compensating[] = oncePer(({ machine, model }) => {
  const { states } = machineGraph(machine);
  const found: Compensating[] = [];
  for (const step of model.steps.values()) {
    const place = step.role === "compensation" ? states.get(step.state) : undefined;
    if (place !== undefined) found.push({ state: place.state, step });
  }
  return found;
});

/** Those that do something. */
export const compensatingTasks: (subject: Subject) => readonly Compensating<TaskState>[] = oncePer((subject) =>
  compensatingStates(subject).flatMap(({ state, step }) => (state.type === "Task" ? [{ state, step }] : [])),
);
