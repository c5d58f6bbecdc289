import { describe, expect, test } from "vitest";
import { withoutMiddle } from "../../../src/lib/base/without-middle.ts";

const steps = (count: number): readonly { readonly state: number; readonly skipped?: number }[] =>
  Array.from({ length: count }, (_, state) => ({ state }));

describe("withoutMiddle", () => {
  test("leaves a path alone that is no longer than its ends", () => {
    const path = steps(5);
    expect(withoutMiddle(path, { first: 2, last: 3 })).toBe(path);
  });

  test("says behind the gap how many steps are not there", () => {
    expect(withoutMiddle(steps(6), { first: 2, last: 3 })).toEqual([
      { state: 0 },
      { state: 1 },
      { state: 3, skipped: 1 },
      { state: 4 },
      { state: 5 },
    ]);
  });

  test.each([
    { ends: { first: 2, last: 3 }, want: [{ state: 0 }, { state: 1 }, { state: 97, skipped: 95 }, { state: 98 }, { state: 99 }] },
    { ends: { first: 1, last: 4 }, want: [{ state: 0 }, { state: 96, skipped: 95 }, { state: 97 }, { state: 98 }, { state: 99 }] },
  ])("counts those too that were left out before: $ends", ({ ends, want }) => {
    expect(withoutMiddle(withoutMiddle(steps(100), { first: 3, last: 4 }), ends)).toEqual(want);
  });
});
