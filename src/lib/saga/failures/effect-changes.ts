import type { State, TaskState } from "../../asl/ast.ts";
import type { Bits } from "../../base/bits.ts";
import { addBit, dropBit, hasBit, noBits } from "../../base/bits.ts";
import { endedBy } from "./ended-by.ts";
import { backwards, leadingTo } from "../graph/closure.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf, reachable } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";

/** By what a machine's tasks do, and what is found of that, the effects that stand change. */
export interface EffectChanges {
  /** Where a task is done, what stood before. */
  readonly afterTask: (task: TaskState, open: Bits) => Bits;
  /** Where a state leads (by index), what stands when it is done: a failure edge means that the step it tests has failed, and left no effect. */
  readonly goingOn: (state: State, target: number, open: Bits) => Bits;
  /**
   * Where an error leads (by index), what stood when it came: where the saga goes on although a compensation has failed, no later failure
   * is to blame for what that one has left.
   */
  readonly afterError: (state: State, target: number, open: Bits) => Bits;
}

/** The changes in a machine's effects, by its model. */
export function effectChanges(graph: MachineGraph, model: SagaModel): EffectChanges {
  const size = graph.places.length;
  const forwardOnly = afterPivot(graph, model);
  const resuming = leadingOnward(graph, model);
  const without = (open: Bits, steps: readonly string[]): Bits => {
    const left = open.slice();
    for (const step of steps) dropBit(left, indexOf(graph, step));
    return left;
  };
  return {
    afterTask({ name }, open) {
      const step = model.steps.get(name);
      if (step === undefined) return open;
      // Once the pivot is done there is nothing left to compensate (docs/verdicts.md#effects).
      if (step.pivot) return noBits(size);
      const ended = endedBy(step);
      const leavesEffect = step.role === "forward" && step.takesBack === undefined && !forwardOnly.has(name);
      if (ended.length === 0 && !leavesEffect) return open;
      const left = without(open, ended);
      if (leavesEffect) addBit(left, indexOf(graph, name));
      return left;
    },
    goingOn({ name, type }, target, open) {
      if (type !== "Choice") return open;
      const edge = model.failureEdges.find((known) => known.choice === name && known.target === graph.names[target]);
      return edge?.step == null ? open : without(open, [edge.step]);
    },
    afterError({ name }, target, open) {
      const undone = hasBit(resuming, target) ? (model.steps.get(name)?.undoes ?? []) : [];
      return undone.length === 0 ? open : without(open, undone);
    },
  };
}

/** States that run only when the pivot is done: nothing they do is ever compensated. */
function afterPivot(graph: MachineGraph, model: SagaModel): ReadonlySet<string> {
  const pivots = new Set<string>();
  for (const { state, pivot } of model.steps.values()) if (pivot) pivots.add(state);
  if (pivots.size === 0) return pivots;
  const start = [graph.machine.startAt.value];
  const before = new Set(reachable(graph, start, (state) => pivots.has(state)));
  return new Set(reachable(graph, start).filter((name) => !before.has(name)));
}

/** The states that lead to one of the alternatives by which the saga goes on, which are among them. */
function leadingOnward(graph: MachineGraph, { detours }: SagaModel): Bits {
  if (detours.length === 0) return noBits(graph.places.length);
  const alternatives = detours.map(({ alternative }) => indexOf(graph, alternative));
  return leadingTo(alternatives, backwards(graph.next));
}
