import { expect, it } from "vitest";
import { lazily } from "../../../src/lib/base/lazily.ts";

it("makes a value when it is first asked for, and once", () => {
  const made: string[] = [];
  const order = lazily(() => {
    made.push("order");
    return undefined;
  });
  expect(made).toEqual([]);
  expect([order(), order()]).toEqual([undefined, undefined]);
  expect(made).toEqual(["order"]);
});
