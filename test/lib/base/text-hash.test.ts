import { expect, test } from "vitest";
import { textHash } from "../../../src/lib/base/text-hash.ts";

test("a text has the same sixteen digits everywhere and always", () => {
  expect(textHash("ReserveInventory")).toBe("3846fda50f9457b3");
  // The first half is FNV-1a as it is published.
  expect(textHash("a").slice(0, 8)).toBe("e40c292c");
});

test("ten thousand texts that differ in a digit have as many hashes", () => {
  const hashes = new Set(Array.from({ length: 10_000 }, (_, index) => textHash(`order-${index}`)));
  expect(hashes.size).toBe(10_000);
});
