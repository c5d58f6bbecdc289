import { comesLast } from "../saga/failures/ended-by.ts";
import type { SagaModel } from "../saga/model.ts";
import type { CompensationRun } from "./compensations.ts";
import { readRuns } from "./compensations.ts";
import type { EffectRecord } from "./effects.ts";
import { readEffects } from "./effects.ts";
import type { ReadExecution } from "./read-execution.ts";
import { cameBefore } from "./stretch.ts";
import type { TakenDetours } from "./taken-detours.ts";
import { takenDetours } from "./taken-detours.ts";
import type { InjectedEffect } from "./verdict.ts";
import type { Visit } from "./visit.ts";

/** The effects and compensations read out of a history, and how the saga stands by them. */
export interface SagaLog extends ReadExecution {
  readonly model: SagaModel;
  readonly effects: readonly EffectRecord[];
  readonly runs: readonly CompensationRun[];
  /** The declared pivots that are done (docs/verdicts.md#effects): from each, its own iteration only goes forward. */
  readonly pivots: readonly EffectRecord[];
  /** Whether every forward step on the path is done, which is a pivot, too. */
  readonly isThrough: boolean;
  readonly detours: TakenDetours;
  /** SUCCEEDED, nothing compensated but before an alternative, and no failure swallowed after a done effect. */
  readonly committed: boolean;
}

/** Reads the saga log. */
export function readSagaLog(execution: ReadExecution, model: SagaModel, injected: readonly InjectedEffect[]): SagaLog {
  const { visits, status } = execution;
  const effects = readEffects(visits, model, injected);
  const runs = readRuns(visits, model, effects);
  const pivots = effects.filter(({ step, effect }) => step.pivot && effect === "done");
  const detours = takenDetours(visits, model);
  const mayFail = ({ step, visits: own }: EffectRecord): boolean =>
    step.optional || step.fallback || comesLast(model, step) || detours.replaces(own);
  const committed = status === "SUCCEEDED" && runs.every(detours.follows) && !swallowedFailure(effects, mayFail);
  return { ...execution, model, effects, runs, pivots, isThrough: isThrough(execution, model, effects, mayFail), detours, committed };
}

type Test = (effect: EffectRecord) => boolean;

function isThrough({ visits }: ReadExecution, model: SagaModel, effects: readonly EffectRecord[], mayFail: Test): boolean {
  const decided = visits.every((visit) => model.steps.get(visit.state)?.role !== "decision" || visit.attempts.at(-1)?.outcome === "done");
  const arrived = visits.some(({ state }) => model.lastLeg.has(state)) && !isTurnedBack(visits, model);
  // An effect that only saga-cli knows of did not take the saga past its last step: for the execution, that step failed.
  const passed = ({ effect, source }: EffectRecord): boolean => effect === "done" && source === "history";
  return arrived && decided && effects.length > 0 && effects.every((effect) => passed(effect) || mayFail(effect));
}

/** Whether a check found a failure before effects were taken back: what runs in the end does so then, too. */
function isTurnedBack(visits: readonly Visit[], { steps, failureEdges }: SagaModel): boolean {
  const turn = visits.findIndex(({ from, state }) => {
    if (from === null) return false;
    const role = steps.get(from.state)?.role;
    const failed = (role === "read" || role === "decision") && from.attempts.at(-1)?.outcome !== "done";
    return failed || failureEdges.some(({ choice, target }) => choice === from.state && target === state);
  });
  return turn !== -1 && visits.slice(turn).some(({ state }) => steps.get(state)?.takesBack !== undefined);
}

/** A step failed, the saga went on as if nothing had happened, and an effect stands that had begun by then. */
function swallowedFailure(effects: readonly EffectRecord[], mayFail: Test): boolean {
  return effects.some(
    (failed) =>
      failed.effect !== "done" && !mayFail(failed) && effects.some((other) => other.effect === "done" && !cameBefore(failed, other)),
  );
}
