import type { SagaModel } from "../saga/model.ts";
import { isBefore } from "./stretch.ts";
import type { Stretch } from "./stretch.ts";
import type { Visit } from "./visit.ts";

/** What a saga went on from by an alternative (docs/saga-model.md#alternatives). */
export interface TakenDetours {
  /** Whether another step has done the work of what failed in the visit, or around it. */
  readonly replaces: (visit: Visit) => boolean;
  /** Whether an alternative began when this had ended. */
  readonly follows: (stretch: Stretch) => boolean;
}

/** Finds the alternatives among the visits, and what failed before each. */
export function takenDetours(visits: readonly Visit[], { detours }: SagaModel): TakenDetours {
  const replaced = new Set<Visit>();
  const taken: Stretch[] = [];
  const failingBefore = new Map<string, Set<string>>();
  for (const { state, alternative } of detours) failingBefore.set(alternative, (failingBefore.get(alternative) ?? new Set()).add(state));
  for (const visit of visits) {
    const failing = failingBefore.get(visit.state);
    if (failing === undefined) continue;
    let before = visit.from;
    while (before !== null && !failing.has(before.state)) before = before.from;
    if (before === null) continue;
    replaced.add(before);
    taken.push({ visit, begun: visit.entered, ended: visit.left ?? Number.POSITIVE_INFINITY });
  }
  return {
    replaces(visit) {
      for (let around: Visit | null = visit; around !== null; around = around.parent) if (replaced.has(around)) return true;
      return false;
    },
    follows: (stretch) => taken.some((alternative) => isBefore(stretch, alternative)),
  };
}
