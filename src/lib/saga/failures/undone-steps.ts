import type { Bits } from "../../base/bits.ts";
import { addBit, hasBit, meetBits, noBits } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import { endedBy } from "./ended-by.ts";
import type { Aftermath } from "../graph/aftermath.ts";
import { inevitable } from "../graph/closure.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";

/** Which steps are undone from a state on that a failure led to; all by index. */
export interface UndoneSteps {
  /** On some way. */
  readonly some: (index: number) => Bits;
  /** On every way, though not on each by the same compensation. */
  readonly always: (index: number) => Bits;
}

/** A state, and the steps that it undoes or takes back. */
interface Undoing {
  readonly index: number;
  readonly steps: readonly number[];
}

/** Tells from what runs after a failure what is undone there. */
export function undoneSteps(graph: MachineGraph, model: SagaModel, after: Aftermath): UndoneSteps {
  const size = graph.places.length;
  const undoing: Undoing[] = [];
  let isShared = false;
  for (const step of model.steps.values()) {
    const ended = endedBy(step);
    if (ended.length > 0) undoing.push({ index: indexOf(graph, step.state), steps: ended.map((undone) => indexOf(graph, undone)) });
    if (step.compensations.length > 1) isShared = true;
  }
  const undoneIn = (running: Bits | undefined): Bits => {
    const undone = noBits(size);
    if (running === undefined) return undone;
    for (const { index, steps } of undoing) if (hasBit(running, index)) for (const step of steps) addBit(undone, step);
    return undone;
  };
  // Where one way runs one compensation of a step and another way another, the step is undone on every way.
  const shared = lazily(() => {
    const undoes = new Map(undoing.map(({ index, steps }) => [index, steps]));
    return inevitable(after.walk, after.together, (index) => undoes.get(index) ?? []);
  });
  const some = (index: number): Bits => undoneIn(after.some[index]);
  const always = (index: number): Bits => {
    const undone = some(index);
    meetBits(undone, isShared ? (shared()[index] ?? undone) : undoneIn(after.always[index]));
    return undone;
  };
  return { some, always };
}
