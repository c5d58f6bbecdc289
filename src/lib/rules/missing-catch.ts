import { undoOnlySuccess } from "../saga/dataflow/undo-only-success.ts";
import { comesLast } from "../saga/failures/ended-by.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import { effectsAtStake } from "./effects-at-stake.ts";
import { analysisOf, nameSpan } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { afterPivot } from "./success-way.ts";
import { unhandledFailures } from "./unhandled-failures.ts";

/** A step that nothing catches where a failure leaves something to undo: see docs/rules/missing-catch.md. */
export const missingCatch: Rule = {
  id: "missing-catch",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    const behind = afterPivot(subject);
    for (const { step, failure, catching } of unhandledFailures(subject)) {
      if (catching.length > 0 || behind.has(step.state)) continue;
      // Where it fails by its result, it fails for certain; that says nothing of a timeout. The other steps tell what errors call for.
      const style = undoOnlySuccess(analysis.graph, step) ? "previous" : subject.model.style;
      const stake = effectsAtStake(subject, step, failure, style);
      if (stake === null) continue;
      const holder = analysis.graph.states.get(step.state)?.parent ?? null;
      const place = holder === null ? "" : `, nor has "${holder}" around it`;
      const isDone = comesLast(subject.model, step);
      findings.push({
        message: `"${step.state}" has no Catch${place}: when it fails, ${isDone ? "so does a saga whose work is done, and " : ""}${stake}`,
        state: step.state,
        span: nameSpan(analysis, step.state),
        hint: isDone
          ? "Retry it on States.ALL, and catch what is left to go on to what comes next: the work is to stay."
          : "Catch States.ALL and go to the first compensation of the rollback; or declare a pivot, if from here on it only goes forward.",
        path: failingWay(analysis, failure),
        ...(isDone ? { severity: "warning" } : {}),
      });
    }
    return findings;
  },
};
