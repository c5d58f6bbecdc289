import type { Bits } from "../base/bits.ts";
import { addBit, eachBit, meetBits, noBits } from "../base/bits.ts";
import { lazily } from "../base/lazily.ts";
import type { Aftermath } from "./aftermath.ts";
import { inevitable } from "./closure.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { indexOf } from "./machine-graph.ts";
import type { SagaModel } from "./model.ts";

/** Which steps are undone from a state on that a failure led to; all by index. */
export interface UndoneSteps {
  /** On some way. */
  readonly some: (index: number) => Bits;
  /** On every way, though not on each by the same compensation. */
  readonly always: (index: number) => Bits;
}

/** Tells from what runs after a failure what is undone there. */
export function undoneSteps(graph: MachineGraph, model: SagaModel, after: Aftermath): UndoneSteps {
  const size = graph.names.length;
  const undoes: (readonly number[] | undefined)[] = [];
  let isShared = false;
  for (const step of model.steps.values()) {
    if (step.undoes.length > 0) undoes[indexOf(graph, step.state)] = step.undoes.map((undone) => indexOf(graph, undone));
    isShared ||= step.compensations.length > 1;
  }
  const undoneBy = (running: Bits | undefined): Bits => {
    const undone = noBits(size);
    for (const state of running === undefined ? [] : eachBit(running)) for (const step of undoes[state] ?? []) addBit(undone, step);
    return undone;
  };
  // Where one way runs one compensation of a step and another way another, the step is undone on every way.
  const shared = lazily(() =>
    inevitable(
      size,
      (index) => after.next[index] ?? [],
      after.together,
      (index) => undoes[index] ?? [],
    ),
  );
  const some = (index: number): Bits => undoneBy(after.some[index]);
  const always = (index: number): Bits => {
    const undone = some(index);
    meetBits(undone, isShared ? (shared()[index] ?? undone) : undoneBy(after.always[index]));
    return undone;
  };
  return { some, always };
}
