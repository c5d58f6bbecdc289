import type { Span } from "../base/span.ts";
import { effectsAtStake } from "./effects-at-stake.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { stepsForward } from "./steps-forward.ts";
import { successWay } from "./success-way.ts";
import { catchersAround, namedErrors, uncaughtErrors } from "./uncaught-errors.ts";

/** A Catch that lets some errors pass where a failure leaves something to undo: see docs/rules/catch-not-all.md. */
export const catchNotAll: Rule = {
  id: "catch-not-all",
  severity: "error",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const { graph, afterPivot } = successWay(subject);
    const reported = new Set<string>();
    for (const { state, step } of stepsForward(subject)) {
      const [nearest, ...around] = catchersAround(graph, state.name);
      if (step.role === "notification" || nearest === undefined || afterPivot.has(state.name)) continue;
      const uncaught = uncaughtErrors([nearest, ...around].flatMap(({ catchers }) => catchers));
      const stake = effectsAtStake(subject, step, step.style ?? subject.model.style);
      if (uncaught === null || (stake === null && step.role !== "forward") || reported.has(nearest.state)) continue;
      reported.add(nearest.state);
      const consequence = stake === null ? "the execution ends, and only an effect of its own is at risk" : stake;
      yield {
        message: `The Catch of "${nearest.state}" takes only ${namedErrors(nearest.catchers)}: after ${uncaught}, ${consequence}`,
        state: nearest.state,
        span: spanOf(nearest.catchers, state.nameSpan),
        hint: "Add a last catcher for States.ALL that goes to the first compensation of the rollback.",
        ...(stake === null ? { severity: "info" } : {}),
      };
    }
  },
};

/** The ErrorEquals of the last catcher, behind which States.ALL belongs. */
function spanOf(catchers: readonly { readonly span: Span }[], otherwise: Span): Span {
  return catchers.at(-1)?.span ?? otherwise;
}
