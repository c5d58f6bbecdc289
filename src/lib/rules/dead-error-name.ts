import type { Retrier, Catcher, State, Text } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { deadReason } from "./raised-names.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A name in a Retry or Catch that no error ever has: see docs/rules/dead-error-name.md. */
export const deadErrorName: Rule = {
  id: "dead-error-name",
  severity: "warning",
  judges: "saga",
  *check({ machine }: Subject): Generator<Finding> {
    for (const state of allStates(machine)) {
      if (!("catch" in state)) continue;
      yield* deadNames(state, "Retry", state.retry);
      yield* deadNames(state, "Catch", state.catch);
    }
  },
};

function* deadNames(state: State, field: "Retry" | "Catch", entries: readonly (Retrier | Catcher)[]): Generator<Finding> {
  for (const { value, span } of entries.flatMap(({ errorEquals }): readonly Text[] => errorEquals)) {
    const dead = deadReason(state, value);
    if (dead === null) continue;
    yield { message: `The ${field} of "${state.name}" names ${value}: ${dead.why}`, state: state.name, span, hint: dead.mend };
  }
}
