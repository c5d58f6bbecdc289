import { oncePer } from "../base/once-per.ts";
import type { Failure } from "../saga/failures/failures.ts";
import { reachable, successors } from "../saga/graph/machine-graph.ts";
import type { SagaStep } from "../saga/model.ts";
import { canTimeOut } from "./can-time-out.ts";
import { analysisOf } from "./failing.ts";
import type { Subject } from "./rule.ts";
import { owed, rollsBack } from "./step-sets.ts";

/**
 * The failures that call for a rollback: not those of a compensation or of a message about the failure, which other rules judge,
 * nor, once every forward step is behind, those of anything but a forward step, or of what only takes effects back, unless a compensation
 * runs then: else the saga is to go on, not back.
 */
export const rollbackFailures: (subject: Subject) => readonly Failure[] = oncePer((subject) => {
  const { failures, forward } = analysisOf(subject);
  const { steps } = subject.model;
  return failures.filter((failure) => {
    const role = steps.get(failure.state)?.role;
    if (role !== "forward" && (role === "compensation" || !forward.has(failure.state))) return false;
    return !comesAfterAll(subject, failure) || (role !== "read" && leftBy(subject, failure).length > 0);
  });
});

/** The failures of what has no effect, once every forward step is behind, by which the saga is led to fail as it stands. */
export const lateFailures: (subject: Subject) => readonly Failure[] = oncePer((subject) => {
  const { failures, forward, endings } = analysisOf(subject);
  return failures.filter((failure) => {
    const { state, target } = failure;
    if (subject.model.steps.get(state)?.role === "forward" || !forward.has(state) || !comesAfterAll(subject, failure)) return false;
    return target !== null && endings.mayFail(target) && !endings.maySucceed(target);
  });
});

/** Whether the execution is sure to end SUCCEEDED after it, and nothing is rolled back: what has been done is to stay. */
export function endsWellAnyway(subject: Subject, { target, some }: Failure): boolean {
  const { endings } = analysisOf(subject);
  return target !== null && endings.maySucceed(target) && !endings.mayFail(target) && !rollsBack(subject, some);
}

/**
 * The steps that somebody has to undo, and nothing does after the failure; once the saga is to go on, not back, those alone that something
 * still ahead takes back, unless a check fails there.
 */
export function leftBy(subject: Subject, failure: Failure): readonly SagaStep[] {
  const left = owed(subject, failure.open.bits, failure.undone.bits);
  if (left.length === 0 || !comesAfterAll(subject, failure) || subject.model.steps.get(failure.state)?.role === "read") return left;
  const { graph } = analysisOf(subject);
  const ahead = reachable(graph, successors(graph, failure.state));
  return left.filter(({ takenBackBy = [] }) => takenBackBy.some((taker) => ahead.includes(taker)));
}

/** Whether every forward step is behind, and no compensation runs. */
function comesAfterAll(subject: Subject, { state, some }: Failure): boolean {
  const { steps, lastLeg } = subject.model;
  const step = steps.get(state);
  const works = step?.role === "forward" && step.takesBack === undefined;
  return !works && lastLeg.has(state) && !rollsBack(subject, some);
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
