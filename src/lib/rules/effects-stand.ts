import { allStates } from "../asl/graph.ts";
import type { Span } from "../base/span.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure } from "../saga/failures/failures.ts";
import type { SagaStep } from "../saga/model.ts";
import { analysisOf, whenItFails } from "./failing.ts";
import { listed } from "./listed.ts";
import { leftBy, rollbackFailures } from "./rollback-failures.ts";
import type { Finding, Subject } from "./rule.ts";
import { isOwed } from "./step-sets.ts";

/** The rule under which it is reported that a machine, which is no saga, has effects that nothing undoes. */
export const EFFECTS_STAND = "no-compensator";

/**
 * The one thing said of a machine that is no saga (docs/saga-model.md#is-it-a-saga-at-all): which failure passes by what takes an effect
 * back, or from which step on a failure leaves effects behind.
 */
export function effectsStand(subject: Subject): Omit<Finding, "severity"> | undefined {
  const { machine, model } = subject;
  const owed = allStates(machine).flatMap(({ name, nameSpan: span }): readonly Standing[] => {
    const step = model.steps.get(name);
    return step !== undefined && isOwed(step) && !model.lastLeg.has(name) ? [{ step, span }] : [];
  });
  for (const standing of owed) {
    const passed = passedBy(subject, standing);
    if (passed !== undefined) return passed;
  }
  const takesBack = [...model.steps.values()].some((step) => step.takesBack !== undefined);
  // Where some effects are over by then, the path analysis has to say what a failure leaves.
  const first = owed.find(({ step }) => step.takenBackBy === undefined && (!takesBack || leaving(subject, step) !== undefined));
  return first && nothingUndoes(first);
}

/** A step that somebody has to undo, and where its name stands. */
interface Standing {
  readonly step: SagaStep;
  readonly span: Span;
}

/** The first failure after which the step's effect stays. */
function leaving(subject: Subject, step: SagaStep): Failure | undefined {
  return rollbackFailures(subject).find((failure) => leftBy(subject, failure).includes(step));
}

function passedBy(subject: Subject, { step, span }: Standing): Omit<Finding, "severity"> | undefined {
  const { state, takenBackBy = [] } = step;
  const failure = takenBackBy.length === 0 ? undefined : leaving(subject, step);
  if (failure === undefined) return undefined;
  const takers = listed(takenBackBy);
  return {
    message: `${whenItFails(failure)}, the effect of "${state}" stands: ${takers} ${takenBackBy.length > 1 ? "do" : "does"} not run`,
    state,
    span,
    hint: `Lead every error of ${failure.state} through ${takers}: Catch States.ALL.`,
    path: failingWay(analysisOf(subject), failure, { through: state }),
  };
}

function nothingUndoes({ step: { state }, span }: Standing): Omit<Finding, "severity"> {
  return {
    message: `Where a later step fails, the effect of "${state}" stands: nothing is known to undo it`,
    state,
    span,
    hint: `If it is a saga, declare what undoes the step: Comment: "saga: compensates ${state}" in the state that does.`,
  };
}
