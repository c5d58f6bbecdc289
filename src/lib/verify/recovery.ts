import type { CompensationRun } from "./compensations.ts";
import type { JudgedEffect } from "./judge-effects.ts";
import type { Redrive } from "./redrive.ts";
import { redriveOf } from "./redrive.ts";
import { remainingCompensations } from "./remaining.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Outcome, Recovery, RemainingCompensation } from "./verdict.ts";
import type { Visit } from "./visit.ts";

/** What to do next: who resumes where, if it can, and which compensations remain, in which order and with what input. */
export function planRecovery(outcome: Outcome, log: SagaLog, effects: readonly JudgedEffect[], isExpress: boolean): Recovery {
  const remaining = remainingCompensations(log, effects);
  const redrive = redriveOf(log, isExpress);
  switch (outcome) {
    case "stuck":
      return stuck(log, effects, redrive, remaining);
    case "incomplete":
      return incomplete(effects, redrive);
    case "uncompensated":
    case "ambiguous":
      return uncompensated(log, effects, redrive, remaining);
    case "unproven":
      return { advice: "none", resumesAt: null, remaining: [], reason: log.gap ?? "" };
    case "disordered":
      return disordered(log, effects, redrive);
    case "not-a-saga":
    case "running":
    case "compensated":
    case "no-effect":
    case "committed":
      return { advice: "none", resumesAt: null, remaining: [], reason: "" };
  }
}

/** Whether compensations that never ran can be run now depends on what is known of the effects. */
function uncompensated(
  log: SagaLog,
  effects: readonly JudgedEffect[],
  { resumes, fault }: Redrive,
  remaining: readonly RemainingCompensation[],
): Recovery {
  const common = { resumesAt: resumes?.state ?? null, remaining };
  const goesOn = isForward(log, resumes) ? ` A redrive would go forward from ${resumes?.state} instead, if the cause is gone.` : "";
  const resume = fault || goesOn;
  const unknown = effects.filter(({ record, compensation }) => record.effect === "unknown" && compensation.status === "missing");
  if (unknown.length > 0) {
    const names = unknown.map(({ record }) => record.step.state).join(", ");
    return { advice: "check-first", ...common, reason: `Nobody knows whether ${names} took effect.${resume}` };
  }
  const untold = ranUntold(log, effects);
  if (untold !== undefined) {
    const reason = `${untold.step.state} ran in another Map, and nobody knows which effect it undid.${resume}`;
    return { advice: "check-first", ...common, reason };
  }
  return { advice: "run-by-hand", ...common, reason: `Nothing in this execution undoes them any more.${resume}` };
}

/** A compensation that may have undone what seems to stand. */
function ranUntold({ runs }: SagaLog, effects: readonly JudgedEffect[]): CompensationRun | undefined {
  const missing = effects.filter(({ compensation }) => compensation.status === "missing");
  return runs.find(({ mayCover, status }) => status !== "failed" && missing.some(({ record }) => mayCover.includes(record)));
}

function stuck(
  log: SagaLog,
  effects: readonly JudgedEffect[],
  { resumes, bar, fault }: Redrive,
  remaining: readonly RemainingCompensation[],
): Recovery {
  const run = log.runs.findLast((one) => one.status !== "done" && effects.some((effect) => effect.run === one));
  const name = run?.step.state ?? "";
  const resumesAt = resumes?.state ?? null;
  if (run?.status === "unknown" && run.step.undo === "reverses" && !run.step.idempotent) {
    return { advice: "check-first", resumesAt, remaining, reason: `${name} may have worked: running it again would reverse twice.` };
  }
  const ended = `${name} ${run?.status === "unknown" ? "may not have worked" : "failed"}`;
  if (run !== undefined && stands(run.visit)) {
    const stopped = `${ended} and the execution stopped there`;
    if (bar !== null) return { advice: "run-by-hand", resumesAt, remaining, reason: `${stopped}; ${bar}.` };
    if (fault !== "") return { advice: "run-by-hand", resumesAt, remaining, reason: `${stopped}.${fault}` };
    return { advice: "redrive", resumesAt, remaining, reason: `${stopped}; on STANDARD it can be redriven for 14 days.` };
  }
  return { advice: "run-by-hand", resumesAt, remaining, reason: `${ended} and the execution went on without it.${fault}` };
}

/** Past a pivot what stands should; and a counter-entry for what did not stand, or no longer, is an effect of its own. */
function disordered({ runs, pivots }: SagaLog, effects: readonly JudgedEffect[], redrive: Redrive): Recovery {
  if (pivots.length > 0 && standing(effects).some(({ record }) => record.step.noCompensation === null)) return incomplete(effects, redrive);
  const excess = runs.filter(
    ({ step, status, hadStep, repeats }) => step.undo === "reverses" && status !== "failed" && (!hadStep || repeats !== null),
  );
  const names = [...new Set(excess.map(({ step }) => step.state))].join(", ");
  const common = { resumesAt: null, remaining: [] };
  if (names === "")
    return { advice: "none", ...common, reason: "Nothing is left to undo; the order or number of the compensations was wrong." };
  return { advice: "run-by-hand", ...common, reason: `${names} reversed what did not stand (any more): that has to be taken back.` };
}

function standing(effects: readonly JudgedEffect[]): readonly JudgedEffect[] {
  return effects.filter(({ record, compensation }) => record.effect === "done" && compensation.status !== "done");
}

function incomplete(effects: readonly JudgedEffect[], { resumes, fault }: Redrive): Recovery {
  const failed = effects.filter(({ record }) => record.effect !== "done").map(({ record }) => record.step);
  const left = failed.flatMap(({ state, takesBack = [] }) => takesBack.map((taken) => ({ state, taken })));
  const done = standing(effects).flatMap(({ record: { step } }) => (left.some(({ taken }) => taken === step.state) ? [] : [step.state]));
  const still = left.map(({ state, taken }) => ` ${state} has still to take back ${taken}.`).join("");
  const stands = `${done.join(", ")} ${done.length === 1 ? "stands" : "stand"} and should: finish the saga, do not undo it.${still}`;
  const helps = resumes !== undefined && fault === "";
  return { advice: helps ? "redrive" : "run-by-hand", resumesAt: resumes?.state ?? null, remaining: [], reason: `${stands}${fault}` };
}

function isForward({ model }: SagaLog, open: Visit | undefined): boolean {
  return open !== undefined && model.steps.get(open.state)?.role === "forward";
}

function stands({ left, parent }: Visit): boolean {
  return left === null && (parent === null || stands(parent));
}
