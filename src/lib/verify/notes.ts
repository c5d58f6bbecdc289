import { placed } from "./effects.ts";
import { aboutEffect, aboutRun, eventAt, runName, stepsOf } from "./finding-words.ts";
import type { JudgedEffect } from "./judge-effects.ts";
import type { OrderFault } from "./order.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Note } from "./verdict.ts";
import { withoutEffect } from "./violations.ts";

/** What a careful person would look at although it breaks no rule. */
export function findNotes(log: SagaLog, effects: readonly JudgedEffect[], faults: readonly OrderFault[]): readonly Note[] {
  const overlaps = faults
    .filter(({ overlap }) => overlap)
    .map(({ early, late }): Note => {
      const message = `${runName(early)} and ${runName(late)} ran at the same time, although ${stepsOf(late)} came after ${stepsOf(early)}.`;
      return { kind: "overlap", ...aboutRun(early, early.covers[0]), event: early.begun, message };
    });
  const cancelled = log.runs.filter(({ hadStep, step }) => !hadStep && step.undo !== "reverses").map(withoutEffect);
  return [...effects.flatMap(mayLand), ...effects.flatMap(maybeDuplicate), ...overlaps, ...cancelled];
}

function mayLand({ record, compensation }: JudgedEffect): readonly Note[] {
  const { step, attempts, effect, decidedBy: event } = record;
  const isOpen = effect === "unknown" && attempts.some(({ mayStillLand }) => mayStillLand);
  if (!isOpen || compensation.status !== "done" || step.tombstone) return [];
  const message = `${placed(record)} timed out or was broken off (${eventAt(event, record)}) and may still land after ${compensation.state} has undone it.`;
  return [{ kind: "may-land-after-compensation", ...aboutEffect(record, compensation.state), event, message }];
}

function maybeDuplicate({ record, compensation }: JudgedEffect): readonly Note[] {
  const { step, attempts, decidedBy: event } = record;
  const unknown = attempts.some(({ outcome }) => outcome === "unknown");
  if (step.idempotent || !unknown || !attempts.some(({ outcome }) => outcome === "done")) return [];
  const message = `${placed(record)} is done (${eventAt(event, record)}) after an attempt that ended unknown: it may have taken effect twice.`;
  return [{ kind: "maybe-duplicate", ...aboutEffect(record, compensation.state), event, message }];
}
