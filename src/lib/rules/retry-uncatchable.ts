import { allStates } from "../asl/graph.ts";
import { matchesError } from "../asl/error-matching.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A Retry or Catch for an error that nothing matches: see docs/rules/retry-uncatchable.md. */
export const retryUncatchable: Rule = {
  id: "retry-uncatchable",
  severity: "warning",
  judges: "saga",
  *check({ machine }: Subject): Generator<Finding> {
    for (const state of allStates(machine)) {
      if (!("catch" in state)) continue;
      for (const [field, entries] of [
        ["Retry", state.retry],
        ["Catch", state.catch],
      ] as const) {
        for (const { errorEquals } of entries) {
          const dead = errorEquals.find(({ value }) => !matchesError(value, { error: value }));
          if (dead === undefined) continue;
          yield {
            message: `The ${field} of "${state.name}" names ${dead.value}, which is never retried and never caught, by States.ALL neither: it ends the execution`,
            state: state.name,
            span: dead.span,
            hint: "Remove what can raise it: paths that may be missing, a Choice without Default.",
          };
        }
      }
    }
  },
};
