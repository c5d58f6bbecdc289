import { expect, test } from "vitest";
import { groupBy } from "../../../src/lib/base/group-by.ts";

test("groupBy keeps the order of the groups' first items, and of the items in each", () => {
  const grouped = groupBy(["refund", "cancel", "release", "charge"], (verb) => verb[0]);
  expect([...grouped]).toEqual([
    ["r", ["refund", "release"]],
    ["c", ["cancel", "charge"]],
  ]);
});
