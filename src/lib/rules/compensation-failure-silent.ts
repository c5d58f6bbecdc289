import type { Catcher, TaskState } from "../asl/ast.ts";
import { addBit, hasBit, noBits } from "../base/bits.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import { compensatingTasks } from "./compensating-states.ts";
import { analysisOf } from "./failing.ts";
import { isCompensation } from "./recovery-chain.ts";
import { catchersAround } from "./uncaught-errors.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A compensation whose failure is caught and told to nobody: see docs/rules/compensation-failure-silent.md. */
export const compensationFailureSilent: Rule = {
  id: "compensation-failure-silent",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state } of compensatingTasks(subject)) {
      // Who catches nothing leaves it to the Parallel or Map around.
      const [nearest] = catchersAround(analysisOf(subject).graph, state.name);
      const silent = nearest?.catchers.find((catcher) => endsUntold(subject, state, catcher));
      if (nearest === undefined || silent === undefined) continue;
      const whose = nearest.state === state.name ? "its Catch" : `the Catch of "${nearest.state}"`;
      findings.push({
        message: `When "${state.name}" fails, ${whose} goes to "${silent.next.value}" and the run ends with nobody told that its effect still stands`,
        state: state.name,
        span: silent.next.span,
        hint: "Tell somebody on the way: publish to a topic, or put the failure where it is looked at.",
      });
    }
    return findings;
  },
};

/** Whether some way from the catcher ends without a task that tells somebody or puts the failure on record. */
function endsUntold(subject: Subject, compensation: TaskState, { next }: Catcher): boolean {
  const { graph } = analysisOf(subject);
  const seen = noBits(graph.names.length);
  addBit(seen, indexOf(graph, compensation.name));
  const open = [indexOf(graph, next.value)];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (hasBit(seen, index)) continue;
    addBit(seen, index);
    const name = graph.names[index] ?? "";
    if (graph.states.get(name)?.state.type === "Task" && !isCompensation(subject, name)) continue;
    if (mayUndoElse(subject, name, compensation.name)) continue;
    const after = graph.next[index] ?? [];
    if (after.length === 0) return true;
    open.push(...after);
  }
  return false;
}

/** Whether it undoes what the failed compensation did not, or all that the definition does not name. */
function mayUndoElse({ model }: Subject, name: string, failed: string): boolean {
  const step = model.steps.get(name);
  if (step?.role !== "compensation") return false;
  const left = model.steps.get(failed)?.undoes ?? [];
  return step.undoes.length === 0 || (left.length > 0 && left.every((undone) => step.undoes.includes(undone)));
}
