import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Deadline } from "../../../src/lib/engine/deadlines.ts";
import { Deadlines } from "../../../src/lib/engine/deadlines.ts";

const nothing = (): void => {};

it("gives the earliest first, and of equal ones the first scheduled", () => {
  const deadlines = new Deadlines();
  const added = [30, 10, 20, 10].map((time) => deadlines.add(time, nothing));
  expect([deadlines.take(), deadlines.take(), deadlines.take(), deadlines.take(), deadlines.take()]).toEqual([
    added[1],
    added[3],
    added[2],
    added[0],
    undefined,
  ]);
});

it("passes over what was cancelled", () => {
  const deadlines = new Deadlines();
  const heartbeat = deadlines.add(10, nothing);
  const timeout = deadlines.add(20, nothing);
  heartbeat.cancelled = true;
  expect([deadlines.peek(), deadlines.take(), deadlines.peek()]).toEqual([timeout, timeout, undefined]);
});

type Operation = { type: "add"; time: number } | { type: "take" } | { type: "cancel"; which: number };

const operations: fc.Arbitrary<Operation[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant("add" as const), time: fc.nat(20) }),
    fc.constant({ type: "take" as const }),
    fc.record({ type: fc.constant("cancel" as const), which: fc.nat(30) }),
  ),
  { maxLength: 80 },
);

it("behaves as an array that is kept sorted", () => {
  fc.assert(
    fc.property(operations, (steps) => {
      const heap = new Deadlines();
      const all: Deadline[] = [];
      let sorted: Deadline[] = [];
      for (const step of steps) {
        if (step.type === "add") {
          const deadline = heap.add(step.time, nothing);
          all.push(deadline);
          sorted = [...sorted, deadline].sort((a, b) => a.time - b.time || a.order - b.order);
        } else if (step.type === "cancel") {
          const deadline = all[step.which];
          if (deadline) deadline.cancelled = true;
          sorted = sorted.filter(({ cancelled }) => !cancelled);
        } else {
          expect(heap.peek()).toBe(sorted[0]);
          expect(heap.take()).toBe(sorted.shift());
        }
      }
      for (const next of sorted) expect(heap.take()).toBe(next);
      expect(heap.take()).toBeUndefined();
    }),
  );
});
