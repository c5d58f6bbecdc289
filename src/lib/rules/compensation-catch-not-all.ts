import { compensatingTasks } from "./compensating-states.ts";
import { analysisOf } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { catchersAround, namedErrors, uncaughtErrors } from "./uncaught-errors.ts";

/** A compensation whose Catch lets some errors pass: see docs/rules/compensation-catch-not-all.md. */
export const compensationCatchNotAll: Rule = {
  id: "compensation-catch-not-all",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const { graph } = analysisOf(subject);
    const reported = new Set<string>();
    for (const { state } of compensatingTasks(subject)) {
      const catching = catchersAround(graph, state.name);
      const [nearest] = catching;
      if (nearest === undefined || reported.has(nearest.state)) continue;
      const uncaught = uncaughtErrors(catching.flatMap(({ catchers }) => catchers));
      if (uncaught === null) continue;
      reported.add(nearest.state);
      findings.push({
        message: `The Catch of "${nearest.state}" takes only ${namedErrors(nearest.catchers)}: ${uncaught} ends the rollback there`,
        state: nearest.state,
        span: nearest.catchers.at(-1)?.span ?? state.nameSpan,
        hint: "Name States.ALL in its last catcher, and go on with the rollback from there.",
      });
    }
    return findings;
  },
};
