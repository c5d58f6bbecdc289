import type { JudgedEffect } from "./judge-effects.ts";
import { isWithin } from "./iterations.ts";
import { firstRunPast } from "./pivot.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Outcome, Violation, ViolationKind } from "./verdict.ts";

/** Wrong order or number of compensations, although nothing is left to undo. */
const DISORDER: ReadonlySet<ViolationKind> = new Set(["compensation-order", "duplicate-compensation", "compensation-without-effect"]);

/** The first outcome of the table in docs/verdicts.md#outcomes that applies. */
export function outcomeOf(log: SagaLog, effects: readonly JudgedEffect[], violations: readonly Violation[]): Outcome {
  const { model, status, runs, committed, gap } = log;
  const missing = effects.filter(({ compensation }) => compensation.status === "missing");
  if (!model.saga) return "not-a-saga";
  if (gap !== null) return "unproven";
  if (status === "RUNNING") return "running";
  if (effects.some(({ compensation }) => compensation.status === "failed" || compensation.status === "unknown")) return "stuck";
  const mustGoForward = log.isThrough || log.pivots.length > 0;
  if (mustGoForward && status !== "SUCCEEDED" && runs.length === 0 && missing.length === 0) return "incomplete";
  if (missing.some(({ record }) => record.effect === "done")) return "uncompensated";
  if (missing.length > 0) return "ambiguous";
  if (violations.some(({ kind }) => DISORDER.has(kind)) || isHalfUndone(log, effects)) return "disordered";
  const stands = effects.some(({ record, compensation }) => record.effect !== "failed" && compensation.status !== "done");
  if (stands && committed) return "committed";
  if (runs.length > 0) return "compensated";
  return effects.some(tookBack) ? "compensated" : "no-effect";
}

function tookBack({ record: { step, effect } }: JudgedEffect): boolean {
  return step.takesBack !== undefined && effect === "done";
}

/** Past a declared pivot, some effects were undone and others stand. */
function isHalfUndone(log: SagaLog, effects: readonly JudgedEffect[]): boolean {
  return log.pivots.some((pivot) => {
    const stands = ({ record: { effect, step, iteration }, compensation }: JudgedEffect): boolean =>
      isWithin(iteration, pivot.iteration) && effect === "done" && step.noCompensation === null && compensation.status !== "done";
    return firstRunPast(pivot, log) !== undefined && effects.some(stands);
  });
}
