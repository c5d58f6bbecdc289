import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Rng } from "../../../src/lib/base/ports.ts";
import { seededRng } from "../../../src/lib/base/ports.ts";

function take(rng: Rng, count: number): readonly number[] {
  return Array.from({ length: count }, () => rng.next());
}

it("a seed always gives the numbers of mulberry32", () => {
  expect(take(seededRng(0), 3)).toEqual([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]);
});

it("different seeds give different numbers", () => {
  expect(take(seededRng(1), 5)).not.toEqual(take(seededRng(2), 5));
});

it("generators of one seed do not disturb each other", () => {
  const [one, other] = [seededRng(7), seededRng(7)];
  const first = take(one, 5);
  expect(take(other, 5)).toEqual(first);
});

it("every number lies in [0, 1), whatever the seed", () => {
  fc.assert(fc.property(fc.integer(), (seed) => take(seededRng(seed), 20).every((number) => number >= 0 && number < 1)));
});

it("the numbers are spread evenly", () => {
  const numbers = take(seededRng(42), 10_000);
  const perTenth = Array.from({ length: 10 }, (_, tenth) => numbers.filter((number) => Math.floor(number * 10) === tenth).length);
  expect(perTenth.every((count) => count > 850 && count < 1150)).toBe(true);
});
