import type { Flow, ParallelState, TaskState } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { oncePer } from "../base/once-per.ts";
import { endsFlow } from "../saga/graph/machine-graph.ts";
import { analysisOf } from "./failing.ts";
import { isCompensation, withoutReturn } from "./recovery-chain.ts";
import type { Subject } from "./rule.ts";
import { uncaughtErrors } from "./uncaught-errors.ts";

/** A Parallel that belongs to the rollback, and the compensations in it. */
export interface CompensatingParallel {
  readonly state: ParallelState;
  /** The compensating tasks of each branch that has any. */
  readonly branches: readonly (readonly TaskState[])[];
}

/** Every Parallel that runs compensations off the way to success, in the order of the definition. */
export const compensatingParallels: (subject: Subject) => readonly CompensatingParallel[] = oncePer((subject) => {
  const { graph, forward } = analysisOf(subject);
  const found: CompensatingParallel[] = [];
  for (const { state } of graph.places) {
    if (state.type !== "Parallel" || forward.has(state.name)) continue;
    const branches = state.branches.map((branch) => compensationsIn(subject, branch)).filter((tasks) => tasks.length > 0);
    if (branches.length > 0) found.push({ state, branches });
  }
  return found;
});

function compensationsIn(subject: Subject, branch: Flow): readonly TaskState[] {
  return [...allStates(branch)].filter((state) => state.type === "Task").filter(({ name }) => isCompensation(subject, name));
}

/** Whether the branch goes on to its end when the compensation fails for good: its Catch takes every error and does not just come back. */
export function staysInBranch(subject: Subject, compensation: TaskState): boolean {
  if (uncaughtErrors(compensation.catch) !== null) return false;
  const { graph } = analysisOf(subject);
  const flow = graph.states.get(compensation.name)?.flow;
  return compensation.catch.every(({ next }) => {
    const ends = withoutReturn(subject, next.value, compensation.name)
      .flatMap((name) => graph.states.get(name) ?? [])
      .filter((place) => place.flow === flow && endsFlow(place.state));
    return ends.length > 0 && ends.every(({ state }) => state.type !== "Fail");
  });
}
