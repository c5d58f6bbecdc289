import type { CompensationRun } from "./compensations.ts";
import type { EffectRecord } from "./effects.ts";
import { placed } from "./effects.ts";
import type { Stretch } from "./stretch.ts";
import type { Violation } from "./verdict.ts";
import type { Visit } from "./visit.ts";

/** What a finding is about. */
type Subject = Pick<Violation, "step" | "compensation" | "execution">;

/** The parts of a finding that say which effect it is about. */
export function aboutEffect({ step, visit }: EffectRecord, compensation: string | null): Subject {
  return { step: step.state, compensation, ...executionOf(visit) };
}

/** The parts of a finding that say which run of a compensation it is about, and which of its effects. */
export function aboutRun({ step, visit }: CompensationRun, effect?: EffectRecord): Subject {
  return { step: effect?.step.state ?? null, compensation: step.state, ...executionOf(visit) };
}

/** Whose events a finding speaks of. */
function executionOf({ execution }: Visit): Pick<Violation, "execution"> {
  return execution === null ? {} : { execution };
}

/** An event as messages name it: with its execution where that is one of a Map run. */
export function eventAt(event: number, { visit }: Stretch): string {
  return visit.execution === null ? `event ${event}` : `event ${event} of ${visit.execution}`;
}

/** A run as messages name it: by its state, with its place where it has one in Maps. */
export function runName({ step, visit }: CompensationRun): string {
  return visit.iteration === null ? step.state : `${step.state} in ${visit.iteration}`;
}

/** The steps that a run was to undo, as messages name them. */
export function stepsOf({ covers }: CompensationRun): string {
  const steps = new Set(covers.map(({ step }) => step.state));
  const words = [...steps].map((step) => {
    const [place = step, ...others] = new Set(covers.filter((effect) => effect.step.state === step).map(placed));
    return others.length === 0 ? place : `${step} in ${others.length + 1} iterations`;
  });
  return words.join(" and ");
}
