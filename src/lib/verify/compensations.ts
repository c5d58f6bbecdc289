import { payloadValue } from "../history/payload.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { businessKey } from "./business-key.ts";
import type { EffectRecord } from "./effects.ts";
import type { Visit } from "./visits.ts";

/** One run of a compensation and the effects it was to undo. */
export interface CompensationRun {
  readonly step: SagaStep;
  readonly visit: Visit;
  readonly status: "done" | "failed" | "unknown";
  readonly error: string | null;
  readonly begun: number;
  readonly ended: number;
  readonly events: readonly number[];
  readonly covers: readonly EffectRecord[];
  /** An effect that an earlier run had already undone. */
  readonly repeats: EffectRecord | null;
  /** Whether a step that it undoes had been entered at all. */
  readonly hadStep: boolean;
}

/** Reads the runs of compensations, in order, each with the open effects of the steps it undoes (DESIGN.md §8). */
export function readRuns(visits: readonly Visit[], model: SagaModel, effects: readonly EffectRecord[]): readonly CompensationRun[] {
  const undone = new Set<EffectRecord>();
  const runs: CompensationRun[] = [];
  for (const visit of visits) {
    const step = model.steps.get(visit.state);
    if (step?.role !== "compensation") continue;
    const entered = effects.filter(
      (effect) => effect.begun < visit.entered && step.undoes.includes(effect.step.state) && reaches(visit, effect),
    );
    const open = entered.filter((effect) => !undone.has(effect));
    const covers = step.count === "per-visit" ? open.slice(-1) : open;
    const { status, error } = runStatus(visit);
    if (status === "done") for (const effect of covers) undone.add(effect);
    const repeats = open.length === 0 && status === "done" ? (entered.at(-1) ?? null) : null;
    const events = visit.attempts.flatMap((attempt) => attempt.events);
    const ended = visit.exited ?? events.at(-1) ?? visit.entered;
    runs.push({ step, visit, status, error, begun: visit.entered, ended, events, covers, repeats, hadStep: entered.length > 0 });
  }
  return runs;
}

/** Outside Maps a compensation undoes every iteration's effect; inside, its own iteration's, or across Maps that with the same key. */
function reaches(visit: Visit, effect: EffectRecord): boolean {
  if (visit.iteration === null || visit.iteration === effect.iteration) return true;
  const { key } = effect.step;
  return key !== null && effect.key !== null && businessKey(key, payloadValue(visit.input)) === effect.key;
}

function runStatus({ kind, exited, attempts }: Visit): Pick<CompensationRun, "status" | "error"> {
  if (kind !== "Task") return { status: exited === null ? "unknown" : "done", error: null };
  const error = attempts.at(-1)?.error ?? null;
  if (attempts.some(({ outcome }) => outcome === "done")) return { status: "done", error };
  return { status: attempts.some(({ outcome }) => outcome === "unknown") ? "unknown" : "failed", error };
}
