import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { setAtPath } from "../../../src/lib/expr/set-at-path.ts";
import { pathOf } from "./scope-of.ts";

describe("setAtPath", () => {
  test.each<{ name: string; target: JsonValue; path: string; want: JsonValue }>([
    { name: "the root replaces everything", target: { id: "o-1" }, path: "$", want: "paid" },
    { name: "a new field is added", target: { id: "o-1" }, path: "$.payment", want: { id: "o-1", payment: "paid" } },
    { name: "a field is replaced", target: { payment: null }, path: "$.payment", want: { payment: "paid" } },
    { name: "missing objects are made", target: {}, path: "$.a.b", want: { a: { b: "paid" } } },
    { name: "an element of an array is replaced", target: { items: [1, 2] }, path: "$.items[1]", want: { items: [1, "paid"] } },
  ])("$name", ({ target, path, want }) => {
    expect(setAtPath(target, pathOf(path), "paid")).toEqual({ ok: true, value: want });
  });

  test.each<{ name: string; target: JsonValue; path: string }>([
    { name: "a text has no fields", target: "o-1", path: "$.payment" },
    { name: "null has no fields", target: { order: null }, path: "$.order.payment" },
    { name: "an array has no fields", target: [], path: "$.payment" },
    { name: "an array does not grow", target: { items: [] }, path: "$.items[0]" },
    { name: "an object has no elements", target: {}, path: "$[0]" },
  ])("$name", ({ target, path }) => {
    expect(setAtPath(target, pathOf(path), "paid")).toEqual({
      ok: false,
      error: "States.Runtime",
      cause: `Unable to apply ReferencePath ${path} to input ${JSON.stringify(target)}`,
    });
  });

  test("what is not on the way is shared, and the target is left as it was", () => {
    const target = { items: [1], order: { id: "o-1" } };
    const result = setAtPath(target, pathOf("$.order.paid"), true);
    expect(target).toEqual({ items: [1], order: { id: "o-1" } });
    expect(result.ok && (result.value as typeof target).items).toBe(target.items);
  });

  test("a field called __proto__ is an ordinary field", () => {
    const result = setAtPath({}, pathOf("$.__proto__.admin"), true);
    expect(JSON.stringify(result)).toBe('{"ok":true,"value":{"__proto__":{"admin":true}}}');
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });
});
