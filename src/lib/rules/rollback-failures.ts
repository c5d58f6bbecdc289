import { oncePer } from "../base/once-per.ts";
import type { Failure } from "../saga/failures/failures.ts";
import { canTimeOut } from "./can-time-out.ts";
import { analysisOf } from "./failing.ts";
import type { Subject } from "./rule.ts";
import { rollsBack } from "./step-sets.ts";

/**
 * The failures that call for a rollback: not those of a compensation or of a message about the failure, which other rules judge,
 * nor, once every forward step is behind, those of anything but a forward step, unless a compensation runs then: else the saga is to
 * go on, not back.
 */
export const rollbackFailures: (subject: Subject) => readonly Failure[] = oncePer((subject) => {
  const { failures, forward } = analysisOf(subject);
  const { steps, lastLeg } = subject.model;
  return failures.filter(({ state, some }) => {
    const role = steps.get(state)?.role;
    if (role === "forward" || role === "compensation" || !forward.has(state)) return role === "forward";
    return !lastLeg.has(state) || rollsBack(subject, some);
  });
});

/** The failures of what has no effect, once every forward step is behind, by which the saga is led to fail as it stands. */
export const lateFailures: (subject: Subject) => readonly Failure[] = oncePer((subject) => {
  const { failures, forward, endings } = analysisOf(subject);
  const { steps, lastLeg } = subject.model;
  const isLate = (state: string): boolean => steps.get(state)?.role !== "forward" && forward.has(state) && lastLeg.has(state);
  return failures.filter(
    ({ state, target, some }) =>
      isLate(state) && target !== null && endings.mayFail(target) && !endings.maySucceed(target) && !rollsBack(subject, some),
  );
});

/** Whether the execution is sure to end SUCCEEDED after it, and nothing is rolled back: what has been done is to stay. */
export function endsWellAnyway(subject: Subject, { target, some }: Failure): boolean {
  const { endings } = analysisOf(subject);
  return target !== null && endings.maySucceed(target) && !endings.mayFail(target) && !rollsBack(subject, some);
}

/** The timeouts of tasks whose time the definition limits: the effect may be there all the same. */
export const taskTimeouts: (subject: Subject) => readonly Failure[] = oncePer((subject) => {
  const { failures, graph } = analysisOf(subject);
  const found: Failure[] = [];
  for (const failure of failures) {
    const task = failure.error === "States.Timeout" ? graph.states.get(failure.state)?.state : undefined;
    if (task?.type === "Task" && canTimeOut(task)) found.push(failure);
  }
  return found;
});
