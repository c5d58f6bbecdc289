import type { Catcher, TaskState } from "../asl/ast.ts";
import { addBit, hasBit, noBits } from "../base/bits.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import { compensatingStates } from "./compensating-states.ts";
import { analysisOf } from "./failing.ts";
import { isCompensation } from "./recovery-chain.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A compensation whose failure is caught and told to nobody: see docs/rules/compensation-failure-silent.md. */
export const compensationFailureSilent: Rule = {
  id: "compensation-failure-silent",
  severity: "warning",
  judges: "saga",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state } of compensatingStates(subject)) {
      const silent = state.type === "Task" ? state.catch.find((catcher) => endsUntold(subject, state, catcher)) : undefined;
      if (silent === undefined) continue;
      findings.push({
        message: `When "${state.name}" fails, its Catch goes to "${silent.next.value}" and the run ends with nobody told that its effect still stands`,
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
    const after = graph.next[index] ?? [];
    if (after.length === 0) return true;
    open.push(...after);
  }
  return false;
}
