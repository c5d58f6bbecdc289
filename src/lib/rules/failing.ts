import type { Span } from "../base/span.ts";
import { UNNAMED } from "../saga/error-classes.ts";
import type { Failure, FailureAnalysis } from "../saga/failures.ts";
import { analyseFailures } from "../saga/failures.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import type { StateSet } from "../saga/state-set.ts";
import type { Subject } from "./rule.ts";

/** The path analysis of the machine that is looked at. */
export function failuresOf({ machine, model }: Subject): FailureAnalysis {
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

/** The steps of a set that somebody has to undo. */
export function owed(model: SagaModel, states: Iterable<string>): readonly SagaStep[] {
  return [...states].flatMap((state) => {
    const step = model.steps.get(state);
    const needs = step?.role === "forward" && step.noCompensation === null && !step.pivot && !step.optional;
    return needs ? [step] : [];
  });
}

/** Whether one of the step's compensations is among the states. */
export function undoneBy(step: SagaStep, states: StateSet): boolean {
  return step.compensations.some((compensation) => states.has(compensation));
}

/** Whether some compensation is among the states. */
export function rollsBack(model: SagaModel, states: StateSet): boolean {
  return [...states].some((state) => (model.steps.get(state)?.undoes.length ?? 0) > 0);
}

/**
 * Whether the failure calls for a rollback: not that of a compensation or of a message about the failure, which other rules judge,
 * nor, once every forward step is behind, that of anything but a forward step: the saga is to go on then, not back.
 */
export function callsForRollback({ forward }: FailureAnalysis, model: SagaModel, { state }: Failure): boolean {
  const role = model.steps.get(state)?.role;
  return role === "forward" || (forward.has(state) && role !== "compensation" && !model.lastLeg.has(state));
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** The first of each group, groups in the order of their first members. */
export function firstOfEach<T>(items: Iterable<T>, keyOf: (item: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return [...first.values()];
}
