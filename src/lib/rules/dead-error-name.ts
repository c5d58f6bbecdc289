import type { Retrier, Catcher, State } from "../asl/ast.ts";
import { machineGraph } from "../saga/machine-graph.ts";
import { deadReason } from "./raised-names.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A name in a Retry or Catch that no error ever has: see docs/rules/dead-error-name.md. */
export const deadErrorName: Rule = {
  id: "dead-error-name",
  severity: "warning",
  judges: "saga",
  check({ machine }: Subject): readonly Finding[] {
    const found: Finding[] = [];
    for (const { state } of machineGraph(machine).places) {
      if (!("catch" in state)) continue;
      addDeadNames(found, state, "Retry", state.retry);
      addDeadNames(found, state, "Catch", state.catch);
    }
    return found;
  },
};

function addDeadNames(found: Finding[], state: State, field: "Retry" | "Catch", entries: readonly (Retrier | Catcher)[]): void {
  for (const { errorEquals } of entries) {
    for (const { value, span } of errorEquals) {
      const dead = deadReason(state, value);
      if (dead === null) continue;
      found.push({ message: `The ${field} of "${state.name}" names ${value}: ${dead.why}`, state: state.name, span, hint: dead.mend });
    }
  }
}
