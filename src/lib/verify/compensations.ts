import { payloadValue } from "../history/payload.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { businessKey } from "./business-key.ts";
import type { EffectRecord } from "./effects.ts";
import { meeting } from "./iterations.ts";
import type { Stretch } from "./stretch.ts";
import type { Visit } from "./visit.ts";

/** One run of a compensation and the effects it was to undo. */
export interface CompensationRun extends Stretch {
  readonly step: SagaStep;
  readonly status: "done" | "failed" | "unknown";
  readonly error: string | null;
  readonly events: readonly number[];
  readonly covers: readonly EffectRecord[];
  /** Effects of other Maps that it may have undone as well: no key says which of them. */
  readonly mayCover: readonly EffectRecord[];
  /** An effect that an earlier run had already undone. */
  readonly repeats: EffectRecord | null;
  /** Whether a step that it undoes had been entered at all. */
  readonly hadStep: boolean;
}

/** Reads the runs of compensations, in order, each with the open effects of the steps it undoes (DESIGN.md §8). */
export function readRuns(visits: readonly Visit[], model: SagaModel, effects: readonly EffectRecord[]): readonly CompensationRun[] {
  const order = new Map(visits.map((visit, index) => [visit, index]));
  const hadBegun = (effect: EffectRecord, visit: Visit): boolean => (order.get(effect.visit) ?? 0) < (order.get(visit) ?? 0);
  const undone = new Set<EffectRecord>();
  const runs: CompensationRun[] = [];
  for (const visit of visits) {
    const step = model.steps.get(visit.state);
    if (step?.role !== "compensation") continue;
    const begun = effects.filter((effect) => step.undoes.includes(effect.step.state) && hadBegun(effect, visit));
    const keys = keysOf(visit, begun);
    const entered = begun.filter((effect) => belongs(visit, effect, keys) === "yes");
    const mayCover = begun.filter((effect) => belongs(visit, effect, keys) === "untold");
    const open = entered.filter((effect) => !undone.has(effect));
    const covers = step.count === "per-visit" ? open.slice(-1) : open;
    const { status, error } = runStatus(visit);
    if (status === "done") for (const effect of covers) undone.add(effect);
    const repeats = open.length === 0 && status === "done" ? (entered.at(-1) ?? null) : null;
    const events = visit.attempts.flatMap((attempt) => attempt.events);
    const ended = visit.exited ?? events.at(-1) ?? visit.entered;
    const hadStep = entered.length > 0 || mayCover.length > 0;
    runs.push({ step, visit, status, error, begun: visit.entered, ended, events, covers, mayCover, repeats, hadStep });
  }
  return runs;
}

/**
 * Whether an effect is one that a compensation undoes where it stands: all of those in the iterations that it stands around; none of
 * another iteration of its Map; in other Maps the one with the same key, which nobody can tell without a key.
 */
function belongs(visit: Visit, { step, key, iteration }: EffectRecord, keys: ReadonlyMap<string, string | null>): "yes" | "no" | "untold" {
  switch (meeting(visit.iteration, iteration)) {
    case "around":
      return "yes";
    case "apart":
      return "no";
    case "across": {
      const own = keys.get(step.state) ?? null;
      if (own === null || key === null) return "untold";
      return own === key ? "yes" : "no";
    }
  }
}

/** What the keys of these effects' steps say of a compensation's own input. */
function keysOf({ input, iteration }: Visit, effects: readonly EffectRecord[]): ReadonlyMap<string, string | null> {
  const keys = new Map<string, string | null>();
  if (iteration === null) return keys;
  for (const { step } of effects) {
    if (step.key !== null && !keys.has(step.state)) keys.set(step.state, businessKey(step.key, payloadValue(input)));
  }
  return keys;
}

function runStatus({ kind, exited, attempts }: Visit): Pick<CompensationRun, "status" | "error"> {
  if (kind !== "Task") return { status: exited === null ? "unknown" : "done", error: null };
  const error = attempts.at(-1)?.error ?? null;
  if (attempts.some(({ outcome }) => outcome === "done")) return { status: "done", error };
  return { status: attempts.some(({ outcome }) => outcome === "unknown") ? "unknown" : "failed", error };
}
