import type { Bits } from "../../base/bits.ts";
import { addBit, hasBit, noBits } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import type { Ways } from "../graph/closure.ts";
import { backwards, closure, leadingTo, postorder, walkAll } from "../graph/closure.ts";
import type { MachineGraph, Skip, StatePlace } from "../graph/machine-graph.ts";
import { waysWithout } from "../graph/machine-graph.ts";

/** Where every state leads and comes from when nothing fails; all by index. Failure edges are looked for on it. */
export interface FailureGround {
  readonly next: Ways;
  readonly before: Ways;
  readonly hasLoop: () => boolean;
  /** What runs from a state on, itself included. */
  readonly after: (index: number) => Bits;
  /** What runs from a way out of a Choice on, as far as it counts. */
  readonly passed: (target: number) => Bits;
  /** Whether every way from the state ends in a Fail, or in what does nothing and is named for a failure: the Pass "PaymentError". */
  readonly onlyFails: (index: number) => boolean;
}

/** Lays the ground, some ways left out; `saysFailure` tells which of the ends are named for a failure. */
export function failureGround(graph: MachineGraph, skip: Skip, saysFailure: (index: number) => boolean): FailureGround {
  const next = waysWithout(graph, skip);
  const before = backwards(next);
  const ends = graph.places.filter(({ index }) => next[index]?.length === 0);
  const isFailing = ({ index, state: { type } }: StatePlace): boolean =>
    type === "Fail" || ((type === "Pass" || type === "Succeed") && saysFailure(index));
  const leadingToEnds = (isFail: boolean): Bits =>
    leadingTo(
      ends.filter((end) => isFailing(end) === isFail).map(({ index }) => index),
      before,
    );
  const [toFail, toOther] = [leadingToEnds(true), leadingToEnds(false)];
  const walk = lazily(() => walkAll(next));
  const rows = lazily(() => closure(walk()));
  const after = (index: number): Bits => rows()[index] ?? noBits(next.length);
  return {
    next,
    before,
    hasLoop: () => walk().hasLoop,
    after,
    passed: after,
    onlyFails: (index) => hasBit(toFail, index) && !hasBit(toOther, index),
  };
}

/** The ground as it is while a Choice in a loop is asked only once; undefined where it is in none. */
export function askedOnce(ground: FailureGround, choice: number): FailureGround | undefined {
  const { next, after } = ground;
  if (!(next[choice] ?? []).some((target) => hasBit(after(target), choice))) return undefined;
  const passed = (target: number): Bits => {
    const until = noBits(next.length);
    const walked = postorder(next.length, target === -1 ? [] : [target], (from) => (from === choice ? [] : (next[from] ?? [])));
    for (const index of walked) addBit(until, index);
    return until;
  };
  return { ...ground, passed };
}
