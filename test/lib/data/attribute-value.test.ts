import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/lib/base/json.ts";
import { fromAttributeValue, fromItem, toAttributeValue, toItem } from "../../../src/lib/data/attribute-value.ts";

const BOTH_WAYS: readonly { name: string; plain: JsonValue; attribute: JsonObject }[] = [
  { name: "text", plain: "o-1", attribute: { S: "o-1" } },
  { name: "empty text", plain: "", attribute: { S: "" } },
  { name: "a number", plain: 12.5, attribute: { N: "12.5" } },
  { name: "a boolean", plain: false, attribute: { BOOL: false } },
  { name: "null", plain: null, attribute: { NULL: true } },
  { name: "a list", plain: ["a", 1], attribute: { L: [{ S: "a" }, { N: "1" }] } },
  { name: "a map", plain: { sku: "A-1", count: 2 }, attribute: { M: { sku: { S: "A-1" }, count: { N: "2" } } } },
];

test.each(BOTH_WAYS)("$name goes to DynamoDB's JSON and back", ({ plain, attribute }) => {
  expect(toAttributeValue(plain)).toEqual(attribute);
  expect(fromAttributeValue(attribute)).toEqual(plain);
});

describe("read from DynamoDB", () => {
  test.each([
    {
      name: "a number with more digits than JavaScript keeps stays text",
      attribute: { N: "12345678901234567890" },
      want: "12345678901234567890",
    },
    { name: "a set of texts becomes an array", attribute: { SS: ["a", "b"] }, want: ["a", "b"] },
    { name: "a set of numbers becomes an array of numbers", attribute: { NS: ["1", "2.5"] }, want: [1, 2.5] },
    { name: "binary stays base64 text", attribute: { B: "c2FnYQ==" }, want: "c2FnYQ==" },
    {
      name: "an attribute named __proto__ stays an ordinary key",
      attribute: JSON.parse('{"M":{"__proto__":{"S":"x"}}}'),
      want: JSON.parse('{"__proto__":"x"}'),
    },
  ])("$name", ({ attribute, want }) => {
    expect(fromAttributeValue(attribute)).toEqual(want);
  });

  test("an item becomes a plain object", () => {
    expect(fromItem({ order_id: { S: "o-1" }, total: { N: "30" } })).toEqual({ order_id: "o-1", total: 30 });
  });
});

test("key attributes take the type that their table declares", () => {
  const types = { order_no: "N", line: "N", hash: "B" } as const;
  expect(toItem({ order_no: "17", line: 2, hash: "c2FnYQ==", sku: "17" }, types)).toEqual({
    order_no: { N: "17" },
    line: { N: "2" },
    hash: { B: "c2FnYQ==" },
    sku: { S: "17" },
  });
});
