import type { CompensationRun } from "./compensations.ts";
import type { JudgedEffect } from "./judge-effects.ts";
import { orderFaults } from "./order.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Note, Violation } from "./verdict.ts";

/** What went against the saga's rules, the gravest kind first; `gap` where the history may hide what would disprove it. */
export function findViolations(log: SagaLog, effects: readonly JudgedEffect[], gap: boolean): readonly Violation[] {
  return [
    ...failedCompensations(log),
    ...effects.flatMap((effect) => uncompensated(effect, log, gap)),
    ...outOfOrder(log),
    ...log.runs.flatMap(needless),
    ...afterPivot(log),
    ...masked(log),
  ];
}

/** What a careful person would look at although it breaks no rule. */
export function findNotes(log: SagaLog, effects: readonly JudgedEffect[]): readonly Note[] {
  const overlaps = orderFaults(log)
    .filter(({ overlap }) => overlap)
    .map(({ early, late }): Note => {
      const message = `${name(early)} and ${name(late)} ran at the same time, although ${stepsOf(late)} came after ${stepsOf(early)}.`;
      return { kind: "overlap", step: early.covers[0]?.step.state ?? null, compensation: name(early), event: early.begun, message };
    });
  const cancelled = log.runs.filter(({ hadStep, step }) => !hadStep && step.undo !== "reverses").map((run) => withoutEffect(run) as Note);
  return [...effects.flatMap(mayLand), ...effects.flatMap(maybeDuplicate), ...overlaps, ...cancelled];
}

function failedCompensations({ runs, status }: SagaLog): readonly Violation[] {
  return runs
    .filter((run, index) => {
      if (run.status === "done" || run.covers.length === 0 || (status === "RUNNING" && run.visit.exited === null)) return false;
      return !runs.slice(index + 1).some((later) => later.status === "done" && run.covers.every((effect) => later.covers.includes(effect)));
    })
    .map((run) => {
      const event = run.events.at(-1) ?? run.begun;
      const how = run.status === "failed" ? "failed" : "may or may not have worked";
      const why = run.error === null ? "" : `, ${run.error}`;
      const message = `${name(run)}, which undoes ${stepsOf(run)}, ${how} (event ${event}${why}).`;
      return { kind: "compensation-failed", step: run.covers.at(-1)?.step.state ?? null, compensation: name(run), event, message };
    });
}

function uncompensated({ record, compensation, run }: JudgedEffect, { status, model }: SagaLog, gap: boolean): readonly Violation[] {
  if (compensation.status !== "missing" || status === "RUNNING") return [];
  const { step, effect, decidedBy: event } = record;
  const common = { step: step.state, compensation: compensation.state, event };
  const never = gap ? "never ran, or its events are among the missing ones" : "never ran";
  if (effect === "unknown") {
    const known = compensation.state === null ? "nothing undoes it" : `${compensation.state} ${never}`;
    const message = `${step.state} ended unknown (event ${event}): it may have taken effect, and ${known}.`;
    return [{ kind: "ambiguous-effect", ...common, message }];
  }
  const is = `${step.state} is done (event ${event})`;
  if (compensation.state === null) {
    const line = `machines.${model.machine}.steps.${step.state}: { compensations: [STATE] } or { noCompensation: REASON }`;
    return [
      {
        kind: "no-compensator",
        ...common,
        message: `${is} and no state is known that undoes it. Declare it in saga.config.yaml: ${line}.`,
      },
    ];
  }
  const message =
    run === null
      ? `${is} and was never undone: ${compensation.state} ${never}.`
      : `${step.state} took effect after all, when ${compensation.state} had already run (event ${run.ended}): its effect stands.`;
  return [{ kind: "missing-compensation", ...common, message }];
}

function outOfOrder(log: SagaLog): readonly Violation[] {
  return orderFaults(log)
    .filter(({ overlap }) => !overlap)
    .map(({ early, late }) => {
      const message = `${name(early)} ran before ${name(late)}, although ${stepsOf(late)} came after ${stepsOf(early)}: the last effect is undone first.`;
      return {
        kind: "compensation-order",
        step: early.covers[0]?.step.state ?? null,
        compensation: name(early),
        event: early.begun,
        message,
      };
    });
}

/** Runs that undid what was undone already, or what was never done. */
function needless(run: CompensationRun): readonly Violation[] {
  if (!run.hadStep) return run.step.undo === "reverses" ? [withoutEffect(run)] : [];
  if (run.repeats === null) return [];
  const step = run.repeats.step.state;
  const message = `${name(run)} ran again (event ${run.begun}), although ${step} had already been undone.`;
  return [{ kind: "duplicate-compensation", step, compensation: name(run), event: run.begun, message }];
}

function withoutEffect(run: CompensationRun): Omit<Violation, "kind"> & { readonly kind: "compensation-without-effect" } {
  const [step = null] = run.step.undoes;
  const message = `${name(run)} ran (event ${run.begun}), although ${step ?? "no step that it undoes"} was never entered.`;
  return { kind: "compensation-without-effect", step, compensation: name(run), event: run.begun, message };
}

function afterPivot({ pivot, runs, visits, model }: SagaLog): readonly Violation[] {
  const [run] = runs;
  if (pivot.type === "none" || run === undefined) return [];
  const event = run.begun;
  if (pivot.type === "declared") {
    const step = pivot.effect.step.state;
    if (event < pivot.effect.ended) return [];
    const message = `${name(run)} ran (event ${event}) after the pivot ${step}, from which the saga only goes forward.`;
    return [{ kind: "compensation-after-pivot", step, compensation: name(run), event, message }];
  }
  // A check after the last step may well send the saga back; a notification may not.
  const before = visits.findLast(({ entered, kind }) => entered < event && kind === "Task");
  if (model.steps.get(before?.state ?? "")?.role !== "notification") return [];
  const message = `${name(run)} ran (event ${event}) because ${before?.state} failed, although every step of the saga was done.`;
  return [{ kind: "compensation-after-pivot", step: run.covers[0]?.step.state ?? null, compensation: name(run), event, message }];
}

function masked({ status, runs, model, lastEvent }: SagaLog): readonly Violation[] {
  const run = runs.find((one) => one.status === "done");
  if (status !== "SUCCEEDED" || run === undefined || model.rollbackMaySucceed) return [];
  const message = `The execution ended SUCCEEDED although ${name(run)} had rolled back: whoever reads the status takes it for a success.`;
  return [{ kind: "failure-masked", step: run.covers[0]?.step.state ?? null, compensation: name(run), event: lastEvent, message }];
}

function mayLand({ record, compensation }: JudgedEffect): readonly Note[] {
  const { step, attempts, effect, decidedBy: event } = record;
  const isOpen = effect === "unknown" && attempts.some(({ mayStillLand }) => mayStillLand);
  if (!isOpen || compensation.status !== "done" || step.tombstone) return [];
  const message = `${step.state} timed out or was broken off (event ${event}) and may still land after ${compensation.state} has undone it.`;
  return [{ kind: "may-land-after-compensation", step: step.state, compensation: compensation.state, event, message }];
}

function maybeDuplicate({ record, compensation }: JudgedEffect): readonly Note[] {
  const { step, attempts, decidedBy: event } = record;
  const unknown = attempts.some(({ outcome }) => outcome === "unknown");
  if (step.idempotent || !unknown || !attempts.some(({ outcome }) => outcome === "done")) return [];
  const message = `${step.state} is done (event ${event}) after an attempt that ended unknown: it may have taken effect twice.`;
  return [{ kind: "maybe-duplicate", step: step.state, compensation: compensation.state, event, message }];
}

function name({ step }: CompensationRun): string {
  return step.state;
}

function stepsOf({ covers }: CompensationRun): string {
  return [...new Set(covers.map(({ step }) => step.state))].join(" and ");
}
