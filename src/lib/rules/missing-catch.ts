import { effectsAtStake } from "./effects-at-stake.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { catchersAround } from "./uncaught-errors.ts";
import { stepsForward } from "./steps-forward.ts";
import { successWay } from "./success-way.ts";

/** A step that nothing catches where a failure leaves something to undo: see docs/rules/missing-catch.md. */
export const missingCatch: Rule = {
  id: "missing-catch",
  severity: "error",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const { graph } = successWay(subject);
    for (const { state, step } of stepsForward(subject)) {
      if (step.role === "notification" || catchersAround(graph, state.name).length > 0) continue;
      // Where it fails by its result, it fails for certain; that says nothing of a timeout. The other steps tell what errors call for.
      const stake = effectsAtStake(subject, step, subject.model.style);
      if (stake === null) continue;
      const holder = graph.states.get(state.name)?.parent ?? null;
      const place = holder === null ? "" : `, nor has "${holder}" around it`;
      yield {
        message: `"${state.name}" has no Catch${place}: when it fails, ${stake}`,
        state: state.name,
        span: state.nameSpan,
        hint: "Catch States.ALL and go to the first compensation of the rollback; or declare a pivot, if from here on it only goes forward.",
      };
    }
  },
};
