import type { Catcher, Retrier, State } from "../asl/ast.ts";
import { UNCATCHABLE } from "../asl/error-matching.ts";
import { machineGraph } from "../saga/machine-graph.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A Retry or Catch for an error that nothing matches: see docs/rules/retry-uncatchable.md. */
export const retryUncatchable: Rule = {
  id: "retry-uncatchable",
  severity: "warning",
  judges: "saga",
  check({ machine }: Subject): readonly Finding[] {
    const found: Finding[] = [];
    for (const { state } of machineGraph(machine).places) {
      if (!("catch" in state)) continue;
      addUncatchable(found, state, "Retry", state.retry);
      addUncatchable(found, state, "Catch", state.catch);
    }
    return found;
  },
};

function addUncatchable(found: Finding[], state: State, field: "Retry" | "Catch", entries: readonly (Retrier | Catcher)[]): void {
  for (const { errorEquals } of entries) {
    for (const { value, span } of errorEquals) {
      if (!UNCATCHABLE.has(value)) continue;
      found.push({
        message: `The ${field} of "${state.name}" names ${value}, which is never retried and never caught, by States.ALL neither: it ends the execution`,
        state: state.name,
        span,
        hint: "Remove what can raise it: paths that may be missing, a Choice without Default.",
      });
      break;
    }
  }
}
