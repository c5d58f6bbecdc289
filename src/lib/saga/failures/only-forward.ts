import { isWork } from "./is-work.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import type { WayToSuccess } from "../graph/way-to-success.ts";
import type { SagaModel } from "../model.ts";

/**
 * The states on the way to success that run only while the saga goes on: what takes effects back there, and what leads to nothing else,
 * as a message before ReleaseLock, runs after failures, too, where they lead to it.
 */
export function onlyForwardOn({ states, order, next }: WayToSuccess, { names }: MachineGraph, { steps }: SagaModel): ReadonlySet<string> {
  const ending = new Set<number>();
  for (const index of order.toReversed()) {
    const step = steps.get(names[index] ?? "");
    const ways = next[index] ?? [];
    const endsHere = step?.takesBack !== undefined;
    if (endsHere || (!isWork(step) && ways.length > 0 && ways.every((target) => ending.has(target)))) ending.add(index);
  }
  return ending.size === 0 ? states : new Set(order.flatMap((index) => (ending.has(index) ? [] : (names[index] ?? []))));
}
