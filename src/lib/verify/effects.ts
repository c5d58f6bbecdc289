import { payloadValue } from "../history/payload.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import type { Attempt } from "./attempt.ts";
import { businessKey } from "./business-key.ts";
import type { Iteration } from "./iterations.ts";
import { meeting } from "./iterations.ts";
import type { Stretch } from "./stretch.ts";
import type { Effect, InjectedEffect } from "./verdict.ts";
import type { Visit } from "./visit.ts";

/** One forward step that reached the outside: its attempts, of one visit or of several, taken together. */
export interface EffectRecord extends Stretch {
  readonly step: SagaStep;
  readonly iteration: Iteration;
  readonly effect: Effect["effect"];
  readonly source: Effect["source"];
  /** The first of its visits. */
  readonly visit: Visit;
  readonly visits: readonly Visit[];
  readonly attempts: readonly Attempt[];
  /** Attempts of the step in this iteration that belong to earlier effects. */
  readonly attemptsBefore: number;
  /** The event that decided it, for messages. */
  readonly decidedBy: number;
  /** saga-cli let it land after the step had timed out. */
  readonly late: boolean;
  /** By `steps.X.key`, what tells it from other effects of the step. */
  readonly key: string | null;
}

/** Joins the visits of each forward step, iteration by iteration, into effects, in the order in which they began (docs/verdicts.md#effects). */
export function readEffects(visits: readonly Visit[], model: SagaModel, injected: readonly InjectedEffect[]): readonly EffectRecord[] {
  const refused = refusedVisits(visits, model);
  const latest = new Map<string, EffectRecord>();
  const effects: EffectRecord[] = [];
  for (const [index, visit] of visits.entries()) {
    const step = model.steps.get(visit.state);
    if (step?.role !== "forward") continue;
    const place = `${visit.iteration ?? ""}\n${visit.state}`;
    const earlier = latest.get(place);
    const joins =
      earlier !== undefined && earlier.effect !== "done" && step.count !== "per-visit" && !isUndone(earlier, visits.slice(0, index));
    const own = refused.has(visit) ? visit.attempts.map(asFailed) : visit.attempts;
    const attempts = joins ? [...earlier.attempts, ...own] : own;
    const before = joins ? earlier.attemptsBefore : (earlier?.attemptsBefore ?? 0) + (earlier?.attempts.length ?? 0);
    const effect = effectOf(step, joins ? [...earlier.visits, visit] : [visit], attempts, before, injected);
    if (joins) effects.splice(effects.indexOf(earlier), 1, effect);
    else effects.push(effect);
    latest.set(place, effect);
  }
  return effects;
}

/** An effect as people name it: its step, with its place where it has one in Maps. */
export function placed({ step, iteration }: Pick<EffectRecord, "step" | "iteration">): string {
  return iteration === null ? step.state : `${step.state} in ${iteration}`;
}

function asFailed(attempt: Attempt): Attempt {
  return attempt.outcome === "done" ? { ...attempt, outcome: "failed" } : attempt;
}

/** Whether a compensation has undone the effect since: what the step does then is an effect of its own. */
function isUndone(effect: EffectRecord, visits: readonly Visit[]): boolean {
  const since = visits.slice(visits.indexOf(effect.visit));
  return since.some(
    (visit) =>
      effect.step.compensations.includes(visit.state) &&
      visit.attempts.some(({ outcome }) => outcome === "done") &&
      meeting(visit.iteration, effect.iteration) === "around",
  );
}

function effectOf(
  step: SagaStep,
  visits: readonly Visit[],
  attempts: readonly Attempt[],
  attemptsBefore: number,
  injected: readonly InjectedEffect[],
): EffectRecord {
  const [first] = visits;
  const last = visits.at(-1);
  if (first === undefined || last === undefined) throw new Error(`an effect of ${step.state} without a visit`);
  const { iteration } = first;
  const caused = injected.filter((one) => {
    const index = one.attempt - attemptsBefore;
    return one.step === first.state && one.iteration === iteration && index >= 1 && index <= attempts.length;
  });
  const effect = caused.length > 0 ? "done" : joined(attempts, step);
  const deciding = attempts.findLast(({ outcome }) => effectWord(outcome) === effect) ?? attempts.at(-1);
  return {
    step,
    visit: first,
    iteration,
    effect,
    source: caused.length > 0 && !attempts.some(({ outcome }) => outcome === "done") ? "injected" : "history",
    visits,
    attempts,
    attemptsBefore,
    decidedBy: deciding?.events.at(-1) ?? first.entered,
    begun: first.entered,
    ended: last.exited ?? endOfAttempts(attempts) ?? last.left ?? Number.POSITIVE_INFINITY,
    late: caused.some(({ phase }) => phase === "late"),
    key: step.key === null ? null : businessKey(step.key, payloadValue(first.input)),
  };
}

/** Null where the last attempt was broken off: whatever stands then is when it ended. */
function endOfAttempts(attempts: readonly Attempt[]): number | null {
  const last = attempts.at(-1);
  return last?.ended === true ? (last.events.at(-1) ?? null) : null;
}

/** Done if one attempt is, else unknown if one is, else failed. A step declared idempotent gives the last word to a definite answer. */
function joined(attempts: readonly Attempt[], { idempotent }: SagaStep): Effect["effect"] {
  const words = attempts.map(({ outcome }) => effectWord(outcome));
  if (words.includes("done")) return "done";
  if (idempotent && words.at(-1) === "failed") return "failed";
  return words.includes("unknown") ? "unknown" : "failed";
}

function effectWord(outcome: Attempt["outcome"]): Effect["effect"] {
  return outcome === "none" ? "failed" : outcome;
}

/** Visits whose task succeeded, but with a result by which a Choice left the way to success. */
function refusedVisits(visits: readonly Visit[], { failureEdges }: SagaModel): ReadonlySet<Visit> {
  const refused = new Set<Visit>();
  for (const [index, visit] of visits.entries()) {
    const edge = failureEdges.find(({ choice, target }) => visit.from?.state === choice && visit.state === target);
    if (edge === undefined) continue;
    const tested = visits.slice(0, index).findLast(({ state, iteration }) => state === edge.step && iteration === visit.iteration);
    if (tested) refused.add(tested);
  }
  return refused;
}
