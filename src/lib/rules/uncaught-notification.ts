import { hasBit } from "../base/bits.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import type { TaskState } from "../asl/ast.ts";
import { analysisOf } from "./failing.ts";
import { leadsToCompensation } from "./recovery-chain.ts";
import type { Finding, Fix, Rule, Subject } from "./rule.ts";
import { tasksOnWay } from "./tasks-on-way.ts";
import { afterEffect } from "./success-way.ts";
import { catchersAround, uncaughtErrors } from "./uncaught-errors.ts";

/** A notification that can fail, or roll back, a saga whose work is done: see docs/rules/uncaught-notification.md. */
export const uncaughtNotification: Rule = {
  id: "uncaught-notification",
  severity: "warning",
  judges: "saga",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const { graph } = analysisOf(subject);
    for (const { state, step } of tasksOnWay(subject)) {
      if (step.role !== "notification" || uncaughtErrors(state.catch) === null || !hasBit(afterEffect(subject), indexOf(graph, state.name)))
        continue;
      const around = catchersAround(graph, state.name).filter((catching) => catching.state !== state.name);
      const rollsBack = around.some(({ catchers }) => catchers.some(({ next }) => leadsToCompensation(subject, next.value)));
      const consequence = rollsBack
        ? `its failure rolls back what was done, by the Catch of "${around[0]?.state ?? ""}"`
        : "its failure fails a saga whose effects stand";
      findings.push({
        message: `"${state.name}" only tells somebody, but ${state.catch.length === 0 ? "has no Catch" : "its Catch lets some errors pass"}: ${consequence}`,
        state: state.name,
        span: state.nameSpan,
        hint: "Catch States.ALL and go on to what comes next.",
        ...(rollsBack ? { severity: "error" } : {}),
        ...fixOf(state),
      });
    }
    return findings;
  },
};

/** A Catch that goes where success goes, and keeps the state's input. */
function fixOf(state: TaskState): { readonly fix?: Fix } {
  if (state.next === undefined || state.catch.length > 0) return {};
  const kept = state.queryLanguage === "JSONata" ? { Output: "{% $states.input %}" } : { ResultPath: null };
  const value = [{ ErrorEquals: ["States.ALL"], ...kept, Next: state.next.value }];
  return { fix: { type: "add-field", object: state.span, key: "Catch", value } };
}
