import { failingWay } from "../saga/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures.ts";
import type { SagaModel } from "../saga/model.ts";
import { canTimeOut } from "./can-time-out.ts";
import { failuresOf, firstOfEach, listed, nameSpan, owed, undoneBy } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A step that times out and is not undone itself: see docs/rules/own-compensation-skipped.md. */
export const ownCompensationSkipped: Rule = {
  id: "own-compensation-skipped",
  severity: "warning",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const skipped = analysis.failures.filter((failure) => skipsOwn(analysis, subject.model, failure));
    for (const failure of firstOfEach(skipped, ({ state }) => state)) {
      const compensations = listed(subject.model.steps.get(failure.state)?.compensations ?? []);
      yield {
        message: `When ${failure.state} times out it may have taken effect, and ${compensations} does not run`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        hint: `Lead States.Timeout through ${compensations}, which must do no harm where there is nothing to undo.`,
        path: failingWay(analysis, failure),
      };
    }
  },
};

function skipsOwn({ graph, endings }: FailureAnalysis, model: SagaModel, { state, error, target, some }: Failure): boolean {
  if (error !== "States.Timeout" || target === null || !canTimeOut(graph, state)) return false;
  const own = owed(model, [state]).find(({ compensations }) => compensations.length > 0);
  return own !== undefined && endings.mayFail(target) && !undoneBy(own, some);
}
