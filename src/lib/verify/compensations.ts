import { payloadValue } from "../history/payload.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { businessKey } from "./business-key.ts";
import type { EffectRecord } from "./effects.ts";
import { isWithin, meeting } from "./iterations.ts";
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
  /** Whether a step that it undoes had been entered at all; so it is taken to be where none is known. */
  readonly hadStep: boolean;
}

/** Reads the runs of compensations, in order, each with the open effects of the steps it undoes (docs/verdicts.md#compensations). */
export function readRuns(visits: readonly Visit[], model: SagaModel, effects: readonly EffectRecord[]): readonly CompensationRun[] {
  const undoneBy = effectsUndone(visits, effects);
  const undone = new Set<EffectRecord>();
  const runs: CompensationRun[] = [];
  for (const [index, visit] of visits.entries()) {
    const step = model.steps.get(visit.state);
    if (step?.role !== "compensation") continue;
    const keys = keysOf(visit, step, model);
    const entered: EffectRecord[] = [];
    const mayCover: EffectRecord[] = [];
    for (const { effect, begun } of undoneBy(step)) {
      if (begun >= index) continue;
      const belonging = belongs(visit, effect, keys);
      if (belonging !== "no") (belonging === "yes" ? entered : mayCover).push(effect);
    }
    const open = entered.filter((effect) => !undone.has(effect));
    const covers = step.count === "per-visit" ? open.slice(-1) : open;
    const { status, error } = runStatus(visit);
    if (status === "done") for (const effect of covers) undone.add(effect);
    const repeats = open.length === 0 && status === "done" ? (entered.at(-1) ?? null) : null;
    const events = visit.attempts.flatMap((attempt) => attempt.events);
    const ended = visit.exited ?? events.at(-1) ?? visit.entered;
    const hadStep = step.undoes.length === 0 || entered.length > 0 || mayCover.length > 0;
    runs.push({ step, visit, status, error, begun: visit.entered, ended, events, covers, mayCover, repeats, hadStep });
  }
  return runs;
}

/** The effects of the steps that a compensation undoes, each with the place of its first visit in the order of all. */
function effectsUndone(
  visits: readonly Visit[],
  effects: readonly EffectRecord[],
): (step: SagaStep) => readonly { readonly effect: EffectRecord; readonly begun: number }[] {
  const order = new Map(visits.map((visit, index) => [visit, index]));
  const placed = effects.map((effect) => ({ effect, begun: order.get(effect.visit) ?? 0 }));
  const known = new Map<SagaStep, typeof placed>();
  return (step) => {
    const undone = known.get(step) ?? placed.filter(({ effect }) => step.undoes.includes(effect.step.state));
    known.set(step, undone);
    return undone;
  };
}

/**
 * Whether an effect is one that a compensation undoes where it stands: all of those in the iterations that it stands around; none of
 * another iteration of its Map; in other Maps the one with the same key, which nobody can tell without a key.
 */
function belongs(visit: Visit, { step, key, iteration }: EffectRecord, keys: ReadonlyMap<string, string | null>): "yes" | "no" | "untold" {
  if (visit.iteration === null || isWithin(iteration, visit.iteration)) return "yes";
  const own = keys.get(step.state) ?? null;
  const isTold = own !== null && key !== null;
  // Of thousands of iterations nearly all are told apart by their keys: how their places meet is looked at last.
  if ((isTold && own !== key) || meeting(visit.iteration, iteration) === "apart") return "no";
  return isTold ? "yes" : "untold";
}

/** What the keys of the steps that a compensation undoes say of its own input. */
function keysOf({ input, iteration }: Visit, { undoes }: SagaStep, { steps }: SagaModel): ReadonlyMap<string, string | null> {
  const keys = new Map<string, string | null>();
  if (iteration === null) return keys;
  for (const state of undoes) {
    const key = steps.get(state)?.key ?? null;
    if (key !== null) keys.set(state, businessKey(key, payloadValue(input)));
  }
  return keys;
}

function runStatus({ kind, exited, attempts }: Visit): Pick<CompensationRun, "status" | "error"> {
  if (kind !== "Task") return { status: exited === null ? "unknown" : "done", error: null };
  const error = attempts.at(-1)?.error ?? null;
  if (attempts.some(({ outcome }) => outcome === "done")) return { status: "done", error };
  return { status: attempts.some(({ outcome }) => outcome === "unknown") ? "unknown" : "failed", error };
}
