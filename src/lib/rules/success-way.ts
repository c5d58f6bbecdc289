import { oncePer } from "../base/once-per.ts";
import { everAfter, reachable, successors } from "../saga/machine-graph.ts";
import type { SagaStep } from "../saga/model.ts";
import { failuresOf } from "./failing.ts";
import type { Subject } from "./rule.ts";

/** States that may run when an effect stands: those that ever come after a step with an effect that is done. */
export const afterEffect: (subject: Subject) => ReadonlySet<string> = oncePer((subject) => {
  const { graph } = failuresOf(subject);
  const first = [...subject.model.steps.values()].filter(leavesEffect).flatMap(({ state }) => successors(graph, state));
  return new Set([...first, ...everAfter(graph, first)]);
});

/** States that run only forward: those after the declared pivot. */
export const afterPivot: (subject: Subject) => ReadonlySet<string> = oncePer((subject) => {
  const pivots = [...subject.model.steps.values()].filter(({ pivot }) => pivot);
  if (pivots.length === 0) return NONE;
  const { graph } = failuresOf(subject);
  const first = pivots.flatMap(({ state }) => successors(graph, state));
  return new Set(reachable(graph, first));
});

const NONE: ReadonlySet<string> = new Set();

/** Whether the step has an effect that somebody has to undo. */
function leavesEffect({ role, noCompensation }: SagaStep): boolean {
  return role === "forward" && noCompensation === null;
}
