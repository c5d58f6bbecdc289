import { comesLast } from "../saga/failures/ended-by.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import { effectsAtStake } from "./effects-at-stake.ts";
import { analysisOf, nameSpan } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { afterPivot } from "./success-way.ts";
import { namedErrors, uncaughtErrors } from "./uncaught-errors.ts";
import { unhandledFailures } from "./unhandled-failures.ts";

/** A Catch that lets some errors pass where a failure leaves something to undo: see docs/rules/catch-not-all.md. */
export const catchNotAll: Rule = {
  id: "catch-not-all",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    const behind = afterPivot(subject);
    const reported = new Set<string>();
    for (const { step, failure, catching } of unhandledFailures(subject)) {
      const [nearest] = catching;
      if (nearest === undefined || behind.has(step.state) || reported.has(nearest.state)) continue;
      const uncaught = uncaughtErrors(catching.flatMap(({ catchers }) => catchers));
      if (uncaught === null) continue;
      const stake = effectsAtStake(subject, step, failure, step.style ?? subject.model.style);
      if (stake === null && step.role !== "forward") continue;
      reported.add(nearest.state);
      const isDone = comesLast(subject.model, step);
      const consequence = stake ?? "the execution ends, and only an effect of its own is at risk";
      findings.push({
        message: `The Catch of "${nearest.state}" takes only ${namedErrors(nearest.catchers)}: after ${uncaught}, ${consequence}`,
        state: nearest.state,
        // States.ALL belongs behind the last catcher.
        span: nearest.catchers.at(-1)?.span ?? nameSpan(analysis, nearest.state),
        hint: `Add a last catcher for States.ALL that goes ${isDone ? "on to what comes next: the work is to stay" : "to the first compensation of the rollback"}.`,
        path: failingWay(analysis, failure),
        ...(stake === null ? { severity: "info" } : isDone ? { severity: "warning" } : {}),
      });
    }
    return findings;
  },
};
