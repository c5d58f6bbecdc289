import { expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { isPartOf } from "../../../src/lib/suite/is-part-of.ts";

const CASES: readonly {
  readonly name: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue | undefined;
  readonly want: boolean;
}[] = [
  { name: "the same", expected: { status: "Placed" }, actual: { status: "Placed" }, want: true },
  { name: "more members", expected: { status: "Placed" }, actual: { status: "Placed", quantity: 2 }, want: true },
  { name: "more members further down", expected: { order: { sku: "a" } }, actual: { order: { sku: "a", quantity: 2 } }, want: true },
  { name: "a missing member", expected: { status: "Placed" }, actual: {}, want: false },
  { name: "an inherited member", expected: { constructor: {} }, actual: {}, want: false },
  { name: "a longer list", expected: { skus: ["a"] }, actual: { skus: ["a", "b"] }, want: false },
  { name: "another type", expected: { quantity: 2 }, actual: { quantity: "2" }, want: false },
  { name: "nothing", expected: { quantity: 2 }, actual: undefined, want: false },
];

test.each(CASES)("a value with $name: $want", ({ expected, actual, want }) => {
  expect(isPartOf(expected, actual)).toBe(want);
});
