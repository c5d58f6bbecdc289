import { oncePer } from "../base/once-per.ts";
import type { Failure } from "../saga/failures/failures.ts";
import type { SagaStep } from "../saga/model.ts";
import { analysisOf } from "./failing.ts";
import { rollsBackItself } from "./recovery-chain.ts";
import type { Subject } from "./rule.ts";
import type { Catching } from "./uncaught-errors.ts";
import { catchersAround } from "./uncaught-errors.ts";

/** A failure of a step on the way to success that nothing takes: the execution ends there. */
export interface UnhandledFailure {
  readonly step: SagaStep;
  readonly failure: Failure;
  /** Who catches other errors of the step, nearest first. */
  readonly catching: readonly Catching[];
}

/** The first unhandled failure of each step that works towards success; a notification is one where other errors of it roll back. */
export const unhandledFailures: (subject: Subject) => readonly UnhandledFailure[] = oncePer((subject) => {
  const { failures, forward, graph } = analysisOf(subject);
  const found: UnhandledFailure[] = [];
  const seen = new Set<string>();
  for (const failure of failures) {
    const { target, state } = failure;
    if (target !== null || seen.has(state)) continue;
    seen.add(state);
    const step = subject.model.steps.get(state);
    const works = step?.role === "forward" || (step !== undefined && forward.has(state) && isNeeded(subject, step));
    if (step !== undefined && works) found.push({ step, failure, catching: catchersAround(graph, state) });
  }
  return found;
});

function isNeeded(subject: Subject, { role, state }: SagaStep): boolean {
  if (role !== "notification") return role === "read" || role === "decision";
  const task = analysisOf(subject).graph.states.get(state)?.state;
  return task?.type === "Task" && rollsBackItself(subject, task);
}
