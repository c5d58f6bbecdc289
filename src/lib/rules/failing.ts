import type { Span } from "../base/span.ts";
import { UNNAMED } from "../saga/failures/error-classes.ts";
import type { Failure, FailureAnalysis } from "../saga/failures/failures.ts";
import { analyseFailures } from "../saga/failures/failures.ts";
import type { Subject } from "./rule.ts";

/** The path analysis of the machine that is looked at. */
export function analysisOf({ machine, model }: Subject): FailureAnalysis {
  return analyseFailures(machine, model);
}

/** Where the state's name stands. */
export function nameSpan({ graph }: FailureAnalysis, state: string): Span {
  return graph.states.get(state)?.state.nameSpan ?? graph.machine.span;
}

/** How the state fails, as the start of a sentence: `When ReserveInventory times out`. */
export function whenItFails({ state, error, handler }: Failure): string {
  if (error === null)
    return handler === state ? `When ${state} finds a failure` : `When ${handler ?? "a Choice"} finds that ${state} failed`;
  if (error === "States.Timeout") return `When ${state} times out`;
  if (error === "States.HeartbeatTimeout") return `When ${state} misses its heartbeat`;
  return error === UNNAMED ? `When ${state} fails` : `When ${state} fails with ${error}`;
}

/** Whether another step is declared to do the work of the one that fails. */
export function hasFallback({ model }: Subject, { state }: Failure): boolean {
  return model.steps.get(state)?.fallback === true;
}
