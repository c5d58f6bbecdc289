import type { CompensationRun } from "./compensations.ts";
import type { JudgedEffect } from "./judge-effects.ts";
import { remainingCompensations } from "./remaining.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Outcome, Recovery, RemainingCompensation } from "./verdict.ts";
import type { Visit } from "./visit.ts";

/** What to do next: who resumes where, if it can, and which compensations remain, in which order and with what input. */
export function planRecovery(outcome: Outcome, log: SagaLog, effects: readonly JudgedEffect[], isExpress: boolean): Recovery {
  const remaining = remainingCompensations(log, effects);
  const bar = redriveBar(log, isExpress);
  const open = bar === null ? unfinished(log) : undefined;
  switch (outcome) {
    case "stuck":
      return stuck(log, effects, open, remaining, bar);
    case "incomplete":
      return incomplete(effects, open);
    case "uncompensated":
    case "ambiguous":
      return uncompensated(log, effects, open, remaining);
    case "unproven":
      return { advice: "none", resumesAt: null, remaining: [], reason: log.gap ?? "" };
    case "disordered":
      return disordered(log, effects, open);
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
  open: Visit | undefined,
  remaining: readonly RemainingCompensation[],
): Recovery {
  const common = { resumesAt: open?.state ?? null, remaining };
  const resume = isForward(log, open) ? ` A redrive would go forward from ${open?.state} instead, if the cause is gone.` : "";
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

/** From so many events on, https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
const TOO_MANY_EVENTS = 24_999;

/** Why nothing redrives it; null where that can be done. */
function redriveBar({ events }: SagaLog, isExpress: boolean): string | null {
  if (isExpress) return "an EXPRESS execution cannot be redriven";
  return events.length < TOO_MANY_EVENTS ? null : `with ${events.length} events it cannot be redriven`;
}

function stuck(
  log: SagaLog,
  effects: readonly JudgedEffect[],
  open: Visit | undefined,
  remaining: readonly RemainingCompensation[],
  bar: string | null,
): Recovery {
  const run = log.runs.findLast((one) => one.status !== "done" && effects.some((effect) => effect.run === one));
  const name = run?.step.state ?? "";
  const resumesAt = open?.state ?? null;
  if (run?.status === "unknown" && run.step.undo === "reverses" && !run.step.idempotent) {
    return { advice: "check-first", resumesAt, remaining, reason: `${name} may have worked: running it again would reverse twice.` };
  }
  const ended = `${name} ${run?.status === "unknown" ? "may not have worked" : "failed"}`;
  if (run !== undefined && stands(run.visit)) {
    const stopped = `${ended} and the execution stopped there;`;
    if (bar !== null) return { advice: "run-by-hand", resumesAt, remaining, reason: `${stopped} ${bar}.` };
    return { advice: "redrive", resumesAt, remaining, reason: `${stopped} on STANDARD it can be redriven for 14 days.` };
  }
  return { advice: "run-by-hand", resumesAt, remaining, reason: `${ended} and the execution went on without it.${failsAgain(open)}` };
}

/** Past a pivot what stands should; and a counter-entry for what did not stand, or no longer, is an effect of its own. */
function disordered({ runs, pivots }: SagaLog, effects: readonly JudgedEffect[], open: Visit | undefined): Recovery {
  if (pivots.length > 0 && standing(effects).some(({ record }) => record.step.noCompensation === null)) return incomplete(effects, open);
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

function incomplete(effects: readonly JudgedEffect[], open: Visit | undefined): Recovery {
  const done = standing(effects).map(({ record }) => record.step.state);
  const stands = `${done.join(", ")} ${done.length === 1 ? "stands" : "stand"} and should: finish the saga, do not undo it.`;
  const resumesAt = open?.state ?? null;
  if (open !== undefined && open.kind !== "Fail") return { advice: "redrive", resumesAt, remaining: [], reason: stands };
  return { advice: "run-by-hand", resumesAt, remaining: [], reason: `${stands}${failsAgain(open)}` };
}

/** Why a redrive would not help; empty where it would, or where there is none. */
function failsAgain(open: Visit | undefined): string {
  return open?.kind === "Fail" ? ` A redrive would resume at ${open.state}, which only fails again.` : "";
}

function isForward({ model }: SagaLog, open: Visit | undefined): boolean {
  return open !== undefined && model.steps.get(open.state)?.role === "forward";
}

/** Where an execution that failed came to its end: the one state that stands, or the Parallel or Map in which several do. */
function unfinished({ status, visits }: SagaLog): Visit | undefined {
  if (status === "SUCCEEDED" || status === "RUNNING") return undefined;
  const open = visits.filter((visit) => visit.execution === null && visit.left === null);
  const holders = new Set(open.map(({ parent }) => parent));
  const innermost = open.filter((visit) => !holders.has(visit));
  return innermost.length > 1 ? open[0] : innermost[0];
}

function stands({ left, parent }: Visit): boolean {
  return left === null && (parent === null || stands(parent));
}
