import { expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { fillTemplate, jsonataLeaves } from "../../../src/lib/expr/jsonata-template.ts";
import type { Template } from "../../../src/lib/expr/template.ts";

const span = { start: 0, end: 0 };
const jsonata = (source: string): Template => ({ type: "jsonata", source, span });
const constant: JsonValue = { currency: "JPY" };

const template: Template = {
  type: "object",
  span,
  entries: [
    { key: "id", keySpan: span, value: jsonata("$order.id") },
    { key: "price", keySpan: span, value: { type: "literal", value: constant, span } },
    { key: "lines", keySpan: span, value: { type: "array", items: [jsonata("1"), { type: "array", items: [jsonata("2")], span }], span } },
  ],
};

test("the expressions of a template are listed with their places", () => {
  expect(jsonataLeaves(template, "Arguments")).toEqual([
    { source: "$order.id", location: "Arguments/id" },
    { source: "1", location: "Arguments/lines[0]" },
    { source: "2", location: "Arguments/lines[1][0]" },
  ]);
  expect(jsonataLeaves(template, "Arguments")).toBe(jsonataLeaves(template, "Arguments"));
});

test("a template that is one expression has the place of its field", () => {
  expect(jsonataLeaves(jsonata("$states.input"), "Output")).toEqual([{ source: "$states.input", location: "Output" }]);
});

test("the values take the places of their expressions, and literals are shared", () => {
  const filled = fillTemplate(template, ["o-1", 10, 20]) as { price: JsonValue };
  expect(filled).toEqual({ id: "o-1", price: constant, lines: [10, [20]] });
  expect(filled.price).toBe(constant);
});
