import type { Failure } from "../saga/failures.ts";
import type { SagaStep } from "../saga/model.ts";
import { failuresOf, firstOfEach } from "./failing.ts";
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

/** The first unhandled failure of each step that works towards success; a notification is none of them. */
export function* unhandledFailures(subject: Subject): Generator<UnhandledFailure> {
  const analysis = failuresOf(subject);
  const unhandled = analysis.failures.filter(({ target }) => target === null);
  for (const failure of firstOfEach(unhandled, ({ state }) => state)) {
    const step = subject.model.steps.get(failure.state);
    const onTheWay = step?.role === "forward" || (analysis.forward.has(failure.state) && ["read", "decision"].includes(step?.role ?? ""));
    if (step !== undefined && onTheWay) yield { step, failure, catching: catchersAround(analysis.graph, failure.state) };
  }
}
