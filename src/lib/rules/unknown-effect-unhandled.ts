import { failingWay } from "../saga/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures.ts";
import type { SagaModel } from "../saga/model.ts";
import { canTimeOut } from "./can-time-out.ts";
import { failuresOf, firstOfEach, listed, nameSpan, owed, rollsBack } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A step that may have taken effect when what came before it is undone: see docs/rules/unknown-effect-unhandled.md. */
export const unknownEffectUnhandled: Rule = {
  id: "unknown-effect-unhandled",
  severity: "warning",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const { model } = subject;
    const unhandled = analysis.failures.filter((failure) => leavesUnknown(analysis, model, failure));
    for (const failure of firstOfEach(unhandled, ({ state }) => state)) {
      const steps = owed(model, failure.open).map(({ state }) => state);
      const undone = `${listed(steps)} ${steps.length > 1 ? "are" : "is"} undone`;
      yield {
        message: `When ${failure.state} times out it may have taken effect; ${undone}, and nothing finds out or undoes ${failure.state}`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        hint: `Give it a compensation, or ask what became of it before the rollback (a read with "resolves: ${failure.state}" in saga.config.yaml).`,
        path: failingWay(analysis, failure),
      };
    }
  },
};

function leavesUnknown({ graph }: FailureAnalysis, model: SagaModel, { state, error, open, some }: Failure): boolean {
  if (error !== "States.Timeout" || !canTimeOut(graph, state)) return false;
  const [step] = owed(model, [state]);
  if (step === undefined || step.compensations.length > 0 || step.onUnknown === "accepted") return false;
  const resolved = [...some].some((name) => model.steps.get(name)?.resolves === state);
  return !resolved && rollsBack(model, some) && owed(model, open).length > 0;
}
