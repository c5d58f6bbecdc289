import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { deepEqual, isArray, isObject, member, objectOf, withMember } from "../../../src/lib/base/json.ts";

const order = { order_id: "o-1", lines: [{ sku: "tea", quantity: 2 }] };

describe("withMember", () => {
  it("gives a copy that shares the unchanged parts", () => {
    const paid = withMember(order, "payment", { id: "p-1" });
    expect(paid).toEqual({ ...order, payment: { id: "p-1" } });
    expect(paid["lines"]).toBe(order.lines);
    expect(order).toEqual({ order_id: "o-1", lines: [{ sku: "tea", quantity: 2 }] });
  });

  it("keeps a key named __proto__ an ordinary key", () => {
    const made = withMember(order, "__proto__", { admin: true });
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(Object.keys(made)).toEqual(["order_id", "lines", "__proto__"]);
    expect(member(made, "__proto__")).toEqual({ admin: true });
    expect(member(made, "admin")).toBeUndefined();
    expect(JSON.stringify(withMember(made, "status", "Pending"))).toBe(
      '{"order_id":"o-1","lines":[{"sku":"tea","quantity":2}],"__proto__":{"admin":true},"status":"Pending"}',
    );
  });
});

describe("member", () => {
  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("never finds the inherited %s", (key) => {
    expect(member(order, key)).toBeUndefined();
  });

  it("finds own members, null ones too", () => {
    expect([member({ coupon: null }, "coupon"), member({ coupon: null }, "gift")]).toEqual([null, undefined]);
  });
});

it("objectOf keeps __proto__ an ordinary key", () => {
  const made = objectOf([
    ["__proto__", 1],
    ["order_id", "o-1"],
  ]);
  expect(JSON.stringify(made)).toBe('{"__proto__":1,"order_id":"o-1"}');
});

it("arrays and null are no objects", () => {
  const values: (JsonValue | undefined)[] = [{}, [], null, "text", 1, undefined];
  expect(values.map(isObject)).toEqual([true, false, false, false, false, false]);
  expect(values.map(isArray)).toEqual([false, true, false, false, false, false]);
});

describe("deepEqual", () => {
  it.each<{ name: string; a: JsonValue | undefined; b: JsonValue | undefined; want: boolean }>([
    { name: "the order of keys does not matter", a: { a: 1, b: [2] }, b: { b: [2], a: 1 }, want: true },
    { name: "the order of items does", a: [1, 2], b: [2, 1], want: false },
    { name: "an array is no object", a: [], b: {}, want: false },
    { name: "null is no object", a: null, b: {}, want: false },
    { name: "a missing member is not null", a: {}, b: { coupon: null }, want: false },
    { name: "a member too many", a: { a: 1, b: 2 }, b: { a: 1 }, want: false },
    { name: "other keys", a: { a: 1 }, b: { b: 1 }, want: false },
    { name: "an inherited name is not a member", a: { constructor: null }, b: { order: null }, want: false },
    { name: "a number is not its text", a: 1, b: "1", want: false },
    { name: "absence equals absence only", a: undefined, b: null, want: false },
  ])("$name", ({ a, b, want }) => {
    expect([deepEqual(a, b), deepEqual(b, a)]).toEqual([want, want]);
  });

  it("holds between a value and its copy", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as JsonValue;
        return deepEqual(json, JSON.parse(JSON.stringify(json)) as JsonValue);
      }),
    );
  });
});
