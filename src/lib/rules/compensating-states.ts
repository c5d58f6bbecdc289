import type { State } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import type { SagaStep } from "../saga/model.ts";
import type { Subject } from "./rule.ts";

/** A compensation: the state, and what the model says of it. */
export interface CompensatingState {
  readonly state: State;
  readonly step: SagaStep;
}

/** Every compensation of the machine, in the order of the definition. */
export function* compensatingStates({ machine, model }: Subject): Generator<CompensatingState> {
  for (const state of allStates(machine)) {
    const step = model.steps.get(state.name);
    if (step?.role === "compensation") yield { state, step };
  }
}
