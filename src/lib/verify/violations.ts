import type { CompensationRun } from "./compensations.ts";
import type { EffectRecord } from "./effects.ts";
import { placed } from "./effects.ts";
import { aboutEffect, aboutRun, eventAt, runName, stepsOf } from "./finding-words.ts";
import type { JudgedEffect } from "./judge-effects.ts";
import type { OrderFault } from "./order.ts";
import { firstRunPast } from "./pivot.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Note, Violation } from "./verdict.ts";

/** What went against the saga's rules, the gravest kind first. */
export function findViolations(log: SagaLog, effects: readonly JudgedEffect[], faults: readonly OrderFault[]): readonly Violation[] {
  return [
    ...failedCompensations(log),
    ...effects.flatMap((effect) => uncompensated(effect, log)),
    ...outOfOrder(faults),
    ...log.runs.flatMap(needless),
    ...afterPivot(log),
    ...masked(log, effects),
  ];
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
      const message = `${runName(run)}, which undoes ${stepsOf(run)}, ${how} (${eventAt(event, run)}${why}).`;
      return { kind: "compensation-failed", ...aboutRun(run, run.covers.at(-1)), event, message };
    });
}

function uncompensated({ record, compensation, run }: JudgedEffect, log: SagaLog): readonly Violation[] {
  const { status, model } = log;
  if (compensation.status !== "missing" || status === "RUNNING") return [];
  const { step, effect, decidedBy: event } = record;
  const common = { ...aboutEffect(record, compensation.state), event };
  const never = `${compensation.state} ${whyMissing(record, log)}`;
  if (effect === "unknown") {
    const known = compensation.state === null ? "nothing undoes it" : never;
    const message = `${placed(record)} ended unknown (${eventAt(event, record)}): it may have taken effect, and ${known}.`;
    return [{ kind: "ambiguous-effect", ...common, message }];
  }
  const is = `${placed(record)} is done (${eventAt(event, record)})`;
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
      ? `${is} and was never undone: ${never}.`
      : `${placed(record)} took effect after all, when ${compensation.state} had already run (${eventAt(run.ended, run)}): its effect stands.`;
  return [{ kind: "missing-compensation", ...common, message }];
}

/** Why no run of its compensation counts for an effect. */
function whyMissing(record: EffectRecord, { runs, visits, gap, model }: SagaLog): string {
  const may = runs.find(({ mayCover }) => mayCover.includes(record));
  if (may !== undefined) {
    const line = `machines.${model.machine}.steps.${record.step.state}: { key: $.PATH }`;
    return `ran in another Map (${eventAt(may.begun, may)}), where only a key tells which effect it undid. Declare it in saga.config.yaml: ${line}`;
  }
  const taking = visits.findLast(({ state }) => model.steps.get(state)?.takesBack?.includes(record.step.state));
  if (taking !== undefined && taking.attempts.at(-1)?.outcome !== "done") return "failed";
  return gap === null ? "never ran" : "never ran, or its events are among the missing ones";
}

function outOfOrder(faults: readonly OrderFault[]): readonly Violation[] {
  return faults
    .filter(({ overlap }) => !overlap)
    .map(({ early, late }) => {
      const message = `${runName(early)} ran before ${runName(late)}, although ${stepsOf(late)} came after ${stepsOf(early)}: the last effect is undone first.`;
      return { kind: "compensation-order", ...aboutRun(early, early.covers[0]), event: early.begun, message };
    });
}

/** Runs that undid what was undone already, or what was never done. */
function needless(run: CompensationRun): readonly Violation[] {
  if (!run.hadStep) return run.step.undo === "reverses" ? [withoutEffect(run)] : [];
  if (run.repeats === null) return [];
  const message = `${runName(run)} ran again (${eventAt(run.begun, run)}), although ${placed(run.repeats)} had already been undone.`;
  return [{ kind: "duplicate-compensation", ...aboutRun(run, run.repeats), event: run.begun, message }];
}

/** A run that had nothing to undo: a violation or a note, as its undo is. */
export function withoutEffect(run: CompensationRun): Violation & Note {
  const [step = ""] = run.step.undoes;
  const message = `${runName(run)} ran (${eventAt(run.begun, run)}), although ${step} was never entered.`;
  return { kind: "compensation-without-effect", ...aboutRun(run), step, event: run.begun, message };
}

function afterPivot(log: SagaLog): readonly Violation[] {
  const { pivots, isThrough, runs, visits, model } = log;
  if (pivots.length > 0) return pivots.flatMap((pivot) => afterDeclared(pivot, log));
  const [run] = runs;
  if (run === undefined || !isThrough) return [];
  // A check after the last step may well send the saga back; a notification may not.
  const before = visits.slice(0, visits.indexOf(run.visit)).findLast(({ kind }) => kind === "Task");
  if (before === undefined || model.steps.get(before.state)?.role !== "notification") return [];
  const message = `${runName(run)} ran (${eventAt(run.begun, run)}) because ${before.state} failed, although every step of the saga was done.`;
  return [{ kind: "compensation-after-pivot", ...aboutRun(run, run.covers[0]), event: run.begun, message }];
}

function afterDeclared(pivot: EffectRecord, log: SagaLog): readonly Violation[] {
  const run = firstRunPast(pivot, log);
  if (run === undefined) return [];
  const message = `${runName(run)} ran (${eventAt(run.begun, run)}) after the pivot ${placed(pivot)}, from which the saga only goes forward.`;
  return [{ kind: "compensation-after-pivot", ...aboutRun(run, pivot), event: run.begun, message }];
}

function masked(log: SagaLog, effects: readonly JudgedEffect[]): readonly Violation[] {
  const { status, runs, model, detours, events } = log;
  if (status !== "SUCCEEDED" || model.rollbackMaySucceed) return [];
  const run = runs.find((one) => one.status === "done" && !detours.follows(one));
  const event = events.at(-1)?.id ?? null;
  if (run === undefined) return log.committed ? [] : maskedByTaking(effects, event);
  const message = `The execution ended SUCCEEDED although ${runName(run)} had rolled back: whoever reads the status takes it for a success.`;
  return [{ kind: "failure-masked", step: run.covers[0]?.step.state ?? null, compensation: run.step.state, event, message }];
}

/** What runs in the end took back all there was after a failure that nobody is told of. */
function maskedByTaking(effects: readonly JudgedEffect[], event: number | null): readonly Violation[] {
  const failed = effects.find(({ record }) => record.effect !== "done");
  const taking = effects.findLast(({ record }) => record.step.takesBack !== undefined && record.effect === "done");
  if (failed === undefined || taking === undefined || effects.some(({ compensation }) => compensation.status === "missing")) return [];
  const [step, compensation] = [failed.record.step.state, taking.record.step.state];
  const message = `The execution ended SUCCEEDED although ${step} had failed and ${compensation} taken back what came before: whoever reads the status takes it for a success.`;
  return [{ kind: "failure-masked", step, compensation, event, message }];
}
