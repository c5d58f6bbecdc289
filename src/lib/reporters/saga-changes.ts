import type { Effect, Verdict } from "../verify/verdict.ts";
import { fit } from "./display-width.ts";
import { printable } from "./printable.ts";
import { sagaPlace, STATUS_TONE } from "./saga-table.ts";
import type { Layout } from "./text-style.ts";

/** Says how a saga table changes while its execution goes on, for where no table can be drawn anew. */
export interface SagaChanges {
  /** A line for each effect or compensation that has come to its end since the last verdict. */
  next(verdict: Verdict): readonly string[];
}

/** Right-aligned as the offsets of a timeline are. */
const LABEL = "saga:".padStart(9);

/** The changes of one execution's table, from the empty one on. */
export function createSagaChanges({ width, paint }: Layout): SagaChanges {
  const told = new Set<string>();
  return {
    next: ({ effects }) =>
      effects.flatMap((effect) => {
        const text = settled(effect);
        const key = JSON.stringify([effect.execution, effect.events[0], text]);
        if (text === null || told.has(key)) return [];
        told.add(key);
        return [paint[STATUS_TONE[effect.compensation.status]](fit(`${LABEL}  ${text}`, width))];
      }),
  };
}

/** What is certain of an effect; null as long as nothing more is than the timeline has said. */
function settled(effect: Effect): string | null {
  const { state, status } = effect.compensation;
  if (effect.effect === "unknown" || status === "unknown") return null;
  const text = `${sagaPlace(effect)} ${effect.effect}`;
  return state === null || status === "not-needed" || status === "missing" ? text : `${text}, ${printable(state)} ${status}`;
}
