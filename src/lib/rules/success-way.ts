import type { Bits } from "../base/bits.ts";
import { addBit, noBits } from "../base/bits.ts";
import { oncePer } from "../base/once-per.ts";
import { indexOf, reachable, runsAfter, successors } from "../saga/graph/machine-graph.ts";
import type { SagaStep } from "../saga/model.ts";
import { analysisOf } from "./failing.ts";
import type { Subject } from "./rule.ts";

/** The states (by index) that may run when an effect stands: those that ever come after a step with an effect that is done. */
export const afterEffect: (subject: Subject) => Bits = oncePer((subject) => {
  const { graph } = analysisOf(subject);
  const first: number[] = [];
  for (const step of subject.model.steps.values()) if (leavesEffect(step)) first.push(...(graph.next[indexOf(graph, step.state)] ?? []));
  const after = noBits(graph.names.length);
  runsAfter(graph, first, after);
  for (const index of first) addBit(after, index);
  return after;
});

/** States that run only forward: those after the declared pivot. */
export const afterPivot: (subject: Subject) => ReadonlySet<string> = oncePer((subject) => {
  const { graph } = analysisOf(subject);
  const first: string[] = [];
  for (const { pivot, state } of subject.model.steps.values()) if (pivot) first.push(...successors(graph, state));
  return first.length === 0 ? NONE : new Set(reachable(graph, first));
});

const NONE: ReadonlySet<string> = new Set();

/** Whether the step has an effect that somebody has to undo. */
function leavesEffect({ role, noCompensation }: SagaStep): boolean {
  return role === "forward" && noCompensation === null;
}
