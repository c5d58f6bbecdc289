import type { State } from "../asl/ast.ts";
import { oncePer } from "../base/once-per.ts";
import { machineGraph } from "../saga/graph/machine-graph.ts";
import type { SagaStep } from "../saga/model.ts";
import type { Subject } from "./rule.ts";

/** A compensation: the state, and what the model says of it. */
export interface CompensatingState {
  readonly state: State;
  readonly step: SagaStep;
}

/** Every compensation of the machine, in the order of the definition. */
export const compensatingStates: (subject: Subject) => readonly CompensatingState[] = oncePer(({ machine, model }) => {
  const { states } = machineGraph(machine);
  const found: CompensatingState[] = [];
  for (const step of model.steps.values()) {
    const place = step.role === "compensation" ? states.get(step.state) : undefined;
    if (place !== undefined) found.push({ state: place.state, step });
  }
  return found;
});
