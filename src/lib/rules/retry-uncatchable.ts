import type { Catcher, Retrier } from "../asl/ast.ts";
import { UNCATCHABLE } from "../asl/error-matching.ts";
import { errorMentions } from "./error-mentions.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A Retry or Catch for an error that nothing matches: see docs/rules/retry-uncatchable.md. */
export const retryUncatchable: Rule = {
  id: "retry-uncatchable",
  severity: "warning",
  check({ machine }: Subject): readonly Finding[] {
    const found: Finding[] = [];
    let reported: Retrier | Catcher | undefined;
    for (const { state, field, entry, name } of errorMentions(machine)) {
      // Once for each retrier or catcher.
      if (entry === reported || !UNCATCHABLE.has(name.value)) continue;
      reported = entry;
      found.push({
        message: `The ${field} of "${state.name}" names ${name.value}, which is never retried and never caught, by States.ALL neither: it ends the execution`,
        state: state.name,
        span: name.span,
        hint: "Remove what can raise it: paths that may be missing, a Choice without Default.",
      });
    }
    return found;
  },
};
