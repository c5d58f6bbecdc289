import type { EvaluationFailure } from "../expr/evaluated.ts";
import { record } from "./execution.ts";
import type { StateFailure } from "./step.ts";
import type { Visit } from "./visit.ts";
import { enteredEvent } from "./visit.ts";

/**
 * A failed evaluation as the failure of its state. JSONata leaves an EvaluationFailed event and can be retried and caught; JSONPath
 * leaves none and cannot. Recorded on AWS: the event's previousEventId is that of the Entered event, for a Timestamp the Entered event itself.
 */
export function failEvaluation(visit: Visit, failure: EvaluationFailure): StateFailure {
  const { frame, state, enteredId } = visit;
  const { error, location } = failure;
  const cause = `An error occurred while executing the state '${state.name}' (entered at the event id #${enteredId}). ${failure.cause}`;
  if (error === "States.QueryEvaluationError") {
    const previous = state.type === "Wait" && state.unit === "timestamp" ? enteredId : enteredEvent(visit).previousEventId;
    record(frame, "EvaluationFailed", { error, cause, ...(location === undefined ? {} : { location }), state: state.name }, previous);
  }
  return { error, cause };
}
