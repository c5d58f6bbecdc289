import type { Catcher, TaskState } from "../asl/ast.ts";
import { reachable, successors } from "../saga/machine-graph.ts";
import { compensatingStates } from "./compensating-states.ts";
import { isCompensation, withoutReturn } from "./recovery-chain.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { successWay } from "./success-way.ts";

/** A compensation whose Catch leaves the rollback: see docs/rules/compensation-failure-skips-rest.md. */
export const compensationFailureSkipsRest: Rule = {
  id: "compensation-failure-skips-rest",
  severity: "warning",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    for (const { state } of compensatingStates(subject)) {
      if (state.type !== "Task") continue;
      for (const catcher of state.catch) {
        const skipped = skippedBy(subject, state, catcher);
        if (skipped.length === 0) continue;
        yield {
          message: `When "${state.name}" fails, its Catch goes to "${catcher.next.value}" and leaves out ${skipped.join(", ")}; no redrive resumes them`,
          state: state.name,
          span: catcher.next.span,
          hint: `Put the failure on record and go on with "${skipped[0] ?? ""}".`,
        };
        break;
      }
    }
  },
};

/** The compensations that would have followed, and that no way from the catcher passes. */
function skippedBy(subject: Subject, state: TaskState, { next }: Catcher): readonly string[] {
  const { graph } = successWay(subject);
  const afterwards = withoutReturn(subject, next.value, state.name);
  // A catcher that only comes back never ends the rollback; whether it ends at all is another rule's question.
  if (!afterwards.some((name) => successors(graph, name).length === 0)) return [];
  const rest = reachable(graph, successors(graph, state.name)).filter((name) => name !== state.name && isCompensation(subject, name));
  return rest.filter((name) => !afterwards.includes(name));
}
