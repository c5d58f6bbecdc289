import { endersOf } from "../saga/failures/ended-by.ts";
import type { SagaStep } from "../saga/model.ts";
import type { CompensationRun } from "./compensations.ts";
import type { EffectRecord } from "./effects.ts";
import { meeting } from "./iterations.ts";
import { isPastPivot } from "./pivot.ts";
import type { SagaLog } from "./saga-log.ts";
import { isBefore } from "./stretch.ts";
import type { CompensationRecord, Effect } from "./verdict.ts";

/** An effect and what became of its compensation. */
export interface JudgedEffect {
  readonly record: EffectRecord;
  readonly compensation: CompensationRecord;
  /** The run that `compensation` tells of; null where none ran. */
  readonly run: CompensationRun | null;
}

/** Says of every effect whether it needed a compensation and got one (docs/verdicts.md#effects). */
export function judgeEffects(log: SagaLog): readonly JudgedEffect[] {
  const covering = new Map<EffectRecord, CompensationRun[]>(log.effects.map((record) => [record, []]));
  for (const run of log.runs) for (const record of run.covers) covering.get(record)?.push(run);
  return log.effects.map((record) => judge(record, covering.get(record) ?? [], log));
}

/** The effect as the verdict reports it. */
export function reportEffect({ record, compensation }: JudgedEffect): Effect {
  const { step, visit, iteration, effect, source, attempts, visits } = record;
  const events = attempts.flatMap((attempt) => attempt.events);
  const entered = visits.map((visit) => visit.entered);
  return {
    step: step.state,
    execution: visit.execution,
    iteration,
    effect,
    source,
    events: events.length > 0 ? events : entered,
    compensation,
  };
}

function judge(record: EffectRecord, runs: readonly CompensationRun[], log: SagaLog): JudgedEffect {
  const done = runs.find(({ status }) => status === "done");
  const run = done ?? runs.at(-1) ?? null;
  const none = needsCompensation(record, log) ? "missing" : "not-needed";
  const state = run?.step.state ?? (none === "missing" ? endersOf(record.step) : record.step.compensations)[0] ?? null;
  // What landed after its compensation had run stands, unless the compensation had barred it.
  const landedAfter = done !== undefined && record.late && !record.step.tombstone;
  return { record, run, compensation: { state, status: landedAfter ? none : (run?.status ?? none), events: run?.events ?? [] } };
}

function needsCompensation(record: EffectRecord, log: SagaLog): boolean {
  const { step, effect, visits } = record;
  if (effect === "failed" || step.noCompensation !== null) return false;
  // What another step has done in its place is not to stand twice.
  if ((log.committed || isPastPivot(log, record)) && !log.detours.replaces(visits)) return false;
  if (step.takesBack !== undefined || isTakenBack(record, log)) return false;
  // As long as it runs, a rollback may still come.
  if (log.status === "RUNNING") return log.runs.length > 0;
  return effect === "done" || !(step.onUnknown === "accepted" || isResolved(record, log));
}

/** A read that the person declared has looked at what became of the effect. */
function isResolved(effect: EffectRecord, log: SagaLog): boolean {
  return isFollowedBy(effect, log, ({ resolves }) => resolves === effect.step.state);
}

/** A step on the way to success has ended the effect, as a compensation would. */
function isTakenBack(effect: EffectRecord, log: SagaLog): boolean {
  return isFollowedBy(effect, log, ({ takesBack }) => takesBack?.includes(effect.step.state) === true);
}

/** Whether such a step is done after the effect, where that one is or around it. */
function isFollowedBy(effect: EffectRecord, { visits, model }: SagaLog, isSuch: (step: SagaStep) => boolean): boolean {
  return visits.some((visit) => {
    const step = model.steps.get(visit.state);
    if (step === undefined || !isSuch(step) || meeting(visit.iteration, effect.iteration) === "apart") return false;
    const isLater = isBefore(effect, { visit, begun: visit.entered, ended: visit.entered });
    return isLater && visit.attempts.some(({ outcome }) => outcome === "done");
  });
}
