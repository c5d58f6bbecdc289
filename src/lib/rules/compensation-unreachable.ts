import { failuresOf, listed, nameSpan } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A compensation that no path reaches: see docs/rules/compensation-unreachable.md. */
export const compensationUnreachable: Rule = {
  id: "compensation-unreachable",
  severity: "error",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const { graph, effects } = analysis;
    for (const { state, undoes } of subject.model.steps.values()) {
      if (undoes.length === 0 || effects.entering[graph.states.get(state)?.index ?? -1] !== undefined) continue;
      yield {
        message: `No path leads to ${state}, so nothing undoes ${listed(undoes)}`,
        state,
        span: nameSpan(analysis, state),
        hint: `Name it in the Next of a catcher, or of the compensation that runs before it.`,
      };
    }
  },
};
