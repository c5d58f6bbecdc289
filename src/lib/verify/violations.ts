import type { CompensationRun } from "./compensations.ts";
import type { EffectRecord } from "./effects.ts";
import { placed } from "./effects.ts";
import type { JudgedEffect } from "./judge-effects.ts";
import type { OrderFault } from "./order.ts";
import { firstRunPast } from "./pivot.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Stretch } from "./stretch.ts";
import type { Note, Violation } from "./verdict.ts";
import type { Visit } from "./visit.ts";

/** What went against the saga's rules, the gravest kind first. */
export function findViolations(log: SagaLog, effects: readonly JudgedEffect[], faults: readonly OrderFault[]): readonly Violation[] {
  return [
    ...failedCompensations(log),
    ...effects.flatMap((effect) => uncompensated(effect, log)),
    ...outOfOrder(faults),
    ...log.runs.flatMap(needless),
    ...afterPivot(log),
    ...masked(log),
  ];
}

/** What a careful person would look at although it breaks no rule. */
export function findNotes(log: SagaLog, effects: readonly JudgedEffect[], faults: readonly OrderFault[]): readonly Note[] {
  const overlaps = faults
    .filter(({ overlap }) => overlap)
    .map(({ early, late }): Note => {
      const message = `${name(early)} and ${name(late)} ran at the same time, although ${stepsOf(late)} came after ${stepsOf(early)}.`;
      return { kind: "overlap", ...aboutRun(early, early.covers[0]), event: early.begun, message };
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
      const message = `${name(run)}, which undoes ${stepsOf(run)}, ${how} (${at(event, run)}${why}).`;
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
    const message = `${placed(record)} ended unknown (${at(event, record)}): it may have taken effect, and ${known}.`;
    return [{ kind: "ambiguous-effect", ...common, message }];
  }
  const is = `${placed(record)} is done (${at(event, record)})`;
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
      : `${placed(record)} took effect after all, when ${compensation.state} had already run (${at(run.ended, run)}): its effect stands.`;
  return [{ kind: "missing-compensation", ...common, message }];
}

/** Why no run of its compensation counts for an effect. */
function whyMissing(record: EffectRecord, { runs, gap, model }: SagaLog): string {
  const may = runs.find(({ mayCover }) => mayCover.includes(record));
  if (may !== undefined) {
    const line = `machines.${model.machine}.steps.${record.step.state}: { key: $.PATH }`;
    return `ran in another Map (${at(may.begun, may)}), where only a key tells which effect it undid. Declare it in saga.config.yaml: ${line}`;
  }
  return gap === null ? "never ran" : "never ran, or its events are among the missing ones";
}

function outOfOrder(faults: readonly OrderFault[]): readonly Violation[] {
  return faults
    .filter(({ overlap }) => !overlap)
    .map(({ early, late }) => {
      const message = `${name(early)} ran before ${name(late)}, although ${stepsOf(late)} came after ${stepsOf(early)}: the last effect is undone first.`;
      return { kind: "compensation-order", ...aboutRun(early, early.covers[0]), event: early.begun, message };
    });
}

/** Runs that undid what was undone already, or what was never done. */
function needless(run: CompensationRun): readonly Violation[] {
  if (!run.hadStep) return run.step.undo === "reverses" ? [withoutEffect(run)] : [];
  if (run.repeats === null) return [];
  const message = `${name(run)} ran again (${at(run.begun, run)}), although ${placed(run.repeats)} had already been undone.`;
  return [{ kind: "duplicate-compensation", ...aboutRun(run, run.repeats), event: run.begun, message }];
}

function withoutEffect(run: CompensationRun): Omit<Violation, "kind"> & { readonly kind: "compensation-without-effect" } {
  const [step = ""] = run.step.undoes;
  const message = `${name(run)} ran (${at(run.begun, run)}), although ${step} was never entered.`;
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
  const message = `${name(run)} ran (${at(run.begun, run)}) because ${before.state} failed, although every step of the saga was done.`;
  return [{ kind: "compensation-after-pivot", ...aboutRun(run, run.covers[0]), event: run.begun, message }];
}

function afterDeclared(pivot: EffectRecord, log: SagaLog): readonly Violation[] {
  const run = firstRunPast(pivot, log);
  if (run === undefined) return [];
  const message = `${name(run)} ran (${at(run.begun, run)}) after the pivot ${placed(pivot)}, from which the saga only goes forward.`;
  return [{ kind: "compensation-after-pivot", ...aboutRun(run, pivot), event: run.begun, message }];
}

function masked({ status, runs, model, events }: SagaLog): readonly Violation[] {
  const run = runs.find((one) => one.status === "done");
  const event = events.at(-1)?.id ?? null;
  if (status !== "SUCCEEDED" || run === undefined || model.rollbackMaySucceed) return [];
  const message = `The execution ended SUCCEEDED although ${name(run)} had rolled back: whoever reads the status takes it for a success.`;
  return [{ kind: "failure-masked", step: run.covers[0]?.step.state ?? null, compensation: run.step.state, event, message }];
}

function mayLand({ record, compensation }: JudgedEffect): readonly Note[] {
  const { step, attempts, effect, decidedBy: event } = record;
  const isOpen = effect === "unknown" && attempts.some(({ mayStillLand }) => mayStillLand);
  if (!isOpen || compensation.status !== "done" || step.tombstone) return [];
  const message = `${placed(record)} timed out or was broken off (${at(event, record)}) and may still land after ${compensation.state} has undone it.`;
  return [{ kind: "may-land-after-compensation", ...aboutEffect(record, compensation.state), event, message }];
}

function maybeDuplicate({ record, compensation }: JudgedEffect): readonly Note[] {
  const { step, attempts, decidedBy: event } = record;
  const unknown = attempts.some(({ outcome }) => outcome === "unknown");
  if (step.idempotent || !unknown || !attempts.some(({ outcome }) => outcome === "done")) return [];
  const message = `${placed(record)} is done (${at(event, record)}) after an attempt that ended unknown: it may have taken effect twice.`;
  return [{ kind: "maybe-duplicate", ...aboutEffect(record, compensation.state), event, message }];
}

type Subject = Pick<Violation, "step" | "compensation" | "execution">;

function aboutEffect({ step, visit }: EffectRecord, compensation: string | null): Subject {
  return { step: step.state, compensation, ...executionOf(visit) };
}

function aboutRun({ step, visit }: CompensationRun, effect?: EffectRecord): Subject {
  return { step: effect?.step.state ?? null, compensation: step.state, ...executionOf(visit) };
}

/** Whose events a finding speaks of. */
function executionOf({ execution }: Visit): Pick<Violation, "execution"> {
  return execution === null ? {} : { execution };
}

/** An event as messages name it: with its execution where that is one of a Map run. */
function at(event: number, { visit }: Stretch): string {
  return visit.execution === null ? `event ${event}` : `event ${event} of ${visit.execution}`;
}

function name({ step, visit }: CompensationRun): string {
  return visit.iteration === null ? step.state : `${step.state} in ${visit.iteration}`;
}

function stepsOf({ covers }: CompensationRun): string {
  const steps = new Set(covers.map(({ step }) => step.state));
  const words = [...steps].map((step) => {
    const [place = step, ...others] = new Set(covers.filter((effect) => effect.step.state === step).map(placed));
    return others.length === 0 ? place : `${step} in ${others.length + 1} iterations`;
  });
  return words.join(" and ");
}
