import type { SagaModel } from "../saga/model.ts";
import type { CompensationRun } from "./compensations.ts";
import { readRuns } from "./compensations.ts";
import type { EffectRecord } from "./effects.ts";
import { readEffects } from "./effects.ts";
import type { ExecutionStatus, Reading } from "./reading.ts";
import type { InjectedEffect } from "./verdict.ts";
import type { Visit, VisitLog } from "./visits.ts";
import { readVisits } from "./visits.ts";

/** The effects and compensations read out of a history, and how the saga stands by them. */
export interface SagaLog extends VisitLog {
  readonly model: SagaModel;
  readonly status: ExecutionStatus;
  /** Id of the last event. */
  readonly lastEvent: number;
  readonly effects: readonly EffectRecord[];
  readonly runs: readonly CompensationRun[];
  /** Whether the saga went past its pivot (DESIGN.md §8), and by which step where one is declared. */
  readonly pivot: Pivot;
  /** SUCCEEDED, nothing compensated, and no failure swallowed after a done effect. */
  readonly committed: boolean;
}

/** `path`: every forward step on the path is done. */
type Pivot = { readonly type: "none" } | { readonly type: "declared"; readonly effect: EffectRecord } | { readonly type: "path" };

/** Reads the saga log. */
export function readSagaLog({ events, status }: Reading, model: SagaModel, injected: readonly InjectedEffect[]): SagaLog {
  const { visits, variables } = readVisits(events);
  const effects = readEffects(visits, model, injected, status === "RUNNING");
  const runs = readRuns(visits, model, effects);
  const pivot = pivotOf(visits, model, effects);
  const committed = status === "SUCCEEDED" && runs.length === 0 && !swallowedFailure(effects);
  return { model, status, lastEvent: events.at(-1)?.id ?? 0, visits, variables, effects, runs, pivot, committed };
}

function pivotOf(visits: readonly Visit[], model: SagaModel, effects: readonly EffectRecord[]): Pivot {
  const declared = effects.find(({ step, effect }) => step.pivot && effect === "done");
  if (declared) return { type: "declared", effect: declared };
  const decided = visits.every((visit) => model.steps.get(visit.state)?.role !== "decision" || visit.attempts.at(-1)?.outcome === "done");
  const arrived = visits.some(({ state }) => model.lastLeg.has(state));
  // An effect that only saga-cli knows of did not take the saga past its last step: for the execution, that step failed.
  const passed = ({ effect, source }: EffectRecord): boolean => effect === "done" && source === "history";
  const allDone = effects.length > 0 && effects.every((effect) => passed(effect) || mayFail(effect));
  return arrived && decided && allDone ? { type: "path" } : { type: "none" };
}

/** A step failed, the saga went on as if nothing had happened, and an earlier effect stands. */
function swallowedFailure(effects: readonly EffectRecord[]): boolean {
  return effects.some(
    (failed) => failed.effect !== "done" && !mayFail(failed) && effects.some((done) => done.effect === "done" && done.ended < failed.begun),
  );
}

function mayFail({ step }: EffectRecord): boolean {
  return step.optional || step.fallback;
}
