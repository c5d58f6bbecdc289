import type { Catcher, Retrier, State, StateMachine, Text } from "../asl/ast.ts";
import { oncePer } from "../base/once-per.ts";
import { machineGraph } from "../saga/graph/machine-graph.ts";

/** A name in ErrorEquals of a Retry or Catch. */
export interface ErrorMention {
  readonly state: State;
  readonly field: "Retry" | "Catch";
  readonly entry: Retrier | Catcher;
  readonly name: Text;
}

/** Every error that a Retry or Catch of the machine names, in the order of the definition; States.ALL is none. */
export const errorMentions: (machine: StateMachine) => readonly ErrorMention[] = oncePer((machine) => {
  const found: ErrorMention[] = [];
  for (const { state } of machineGraph(machine).places) {
    if (!("catch" in state)) continue;
    addMentions(found, state, "Retry", state.retry);
    addMentions(found, state, "Catch", state.catch);
  }
  return found;
});

function addMentions(found: ErrorMention[], state: State, field: ErrorMention["field"], entries: readonly (Retrier | Catcher)[]): void {
  for (const entry of entries)
    for (const name of entry.errorEquals) if (name.value !== "States.ALL") found.push({ state, field, entry, name });
}
