import { groupBy } from "../base/group-by.ts";
import type { SagaModel } from "../saga/model.ts";
import { isBefore } from "./stretch.ts";
import type { Stretch } from "./stretch.ts";
import type { Visit } from "./visit.ts";

/** What a saga went on from by an alternative (docs/saga-model.md#alternatives). */
export interface TakenDetours {
  /** Whether another step has done the work of what failed in the last of these visits, or around it; once it is tried again, that counts. */
  readonly replaces: (visits: readonly Visit[]) => boolean;
  /** Whether an alternative began when this had ended. */
  readonly follows: (stretch: Stretch) => boolean;
}

/** Finds the alternatives among the visits, and what failed before each. */
export function takenDetours(visits: readonly Visit[], { detours }: SagaModel): TakenDetours {
  const leadingTo = groupBy(detours, ({ alternative }) => alternative);
  const replaced = new Set<Visit>();
  const taken: Stretch[] = [];
  for (const visit of visits) {
    const failed = lastBefore(visit, new Set(leadingTo.get(visit.state)?.map(({ state }) => state)));
    if (failed === null) continue;
    replaced.add(failed);
    taken.push({ visit, begun: visit.entered, ended: visit.left ?? Number.POSITIVE_INFINITY });
  }
  return {
    replaces(own) {
      for (let around = own.at(-1) ?? null; around !== null; around = around.parent) if (replaced.has(around)) return true;
      return false;
    },
    follows: (stretch) => taken.some((alternative) => isBefore(stretch, alternative)),
  };
}

/** The last stay in one of the states on the way to a visit. */
function lastBefore({ from }: Visit, states: ReadonlySet<string>): Visit | null {
  if (states.size === 0) return null;
  let before = from;
  while (before !== null && !states.has(before.state)) before = before.from;
  return before;
}
