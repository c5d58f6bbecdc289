import { describe, expect, test } from "vitest";
import { parseJsonPath } from "../../../src/lib/expr/json-path.ts";
import { pathOf } from "./scope-of.ts";

describe("parseJsonPath", () => {
  test.each([
    { text: "$", root: { type: "input" }, keys: [] },
    { text: "$.order.items[0].sku", root: { type: "input" }, keys: ["order", "items", 0, "sku"] },
    { text: "$['order id'][\"it's\"]", root: { type: "input" }, keys: ["order id", "it's"] },
    { text: "$['it\\'s']", root: { type: "input" }, keys: ["it's"] },
    { text: "$.delivery-partner.@type.注文", root: { type: "input" }, keys: ["delivery-partner", "@type", "注文"] },
    { text: "$$", root: { type: "context" }, keys: [] },
    { text: "$$.Execution.Id", root: { type: "context" }, keys: ["Execution", "Id"] },
    { text: "$order", root: { type: "variable", name: "order" }, keys: [] },
    { text: "$order.lines[2]", root: { type: "variable", name: "order" }, keys: ["order", "lines", 2].slice(1) },
    { text: "$.__proto__.constructor", root: { type: "input" }, keys: ["__proto__", "constructor"] },
  ])("$text is a reference path", ({ text, root, keys }) => {
    const { segments: _, ...rest } = pathOf(text);
    expect(rest).toEqual({ text, root, keys, definite: true, reference: true });
  });

  test.each(["$", "$.order", "$.order.items.0", "$.__proto__"])("%s, read without a cursor, is what the cursor reads", (text) => {
    // The space behind it is cut off, but makes it no plain path.
    expect(parseJsonPath(text)).toEqual(parseJsonPath(`${text} `));
  });

  test.each([
    { text: "$.items[-1]", definite: true, segment: { type: "indexes", indexes: [-1] } },
    { text: "$.items[0, 2]", definite: false, segment: { type: "indexes", indexes: [0, 2] } },
    { text: "$.items[1:]", definite: false, segment: { type: "slice", from: 1, to: undefined } },
    { text: "$.items[:-1]", definite: false, segment: { type: "slice", from: undefined, to: -1 } },
    { text: "$.items[1 : 3]", definite: false, segment: { type: "slice", from: 1, to: 3 } },
    { text: "$.items[*]", definite: false, segment: { type: "wildcard" } },
    { text: "$.items.*", definite: false, segment: { type: "wildcard" } },
    { text: "$.order['id', 'total']", definite: true, segment: { type: "names", names: ["id", "total"] } },
    { text: "$..sku", definite: false, segment: { type: "name", name: "sku" } },
    { text: "$.items.length()", definite: true, segment: { type: "function", name: "length", index: 0 } },
    { text: "$.items[*].sku.index(-1)", definite: true, segment: { type: "function", name: "index", index: -1 } },
  ])("$text is no reference path", ({ text, definite, segment }) => {
    const path = pathOf(text);
    expect({ definite: path.definite, reference: path.reference, last: path.segments.at(-1) }).toEqual({
      definite,
      reference: false,
      last: segment,
    });
  });

  test("a filter keeps the precedence of && over || and of parentheses", () => {
    expect(pathOf("$.items[?(@.sold || @.price < 10 && !(@.sku =~ /A.*/i))]").segments.at(-1)).toEqual({
      type: "filter",
      predicate: {
        type: "or",
        left: { type: "exists", path: expect.objectContaining({ text: "@.sold", root: { type: "item" } }) },
        right: {
          type: "and",
          left: {
            type: "compare",
            operator: "<",
            left: { type: "path", path: expect.objectContaining({ text: "@.price" }) },
            right: { type: "literal", value: 10 },
          },
          right: {
            type: "not",
            predicate: {
              type: "matches",
              operand: { type: "path", path: expect.objectContaining({ text: "@.sku" }) },
              pattern: "A.*",
              flags: "i",
            },
          },
        },
      },
    });
  });

  test.each([
    { text: "", message: 'A path starts with "$"', offset: 0 },
    { text: "order.id", message: 'A path starts with "$"', offset: 0 },
    { text: "$.", message: 'A path does not end with "."', offset: 1 },
    { text: "$.order..", message: "Expected a name before the end", offset: 9 },
    { text: "$...sku", message: 'Expected a name but found "."', offset: 3 },
    { text: "$.order id", message: 'Unexpected " "', offset: 7 },
    { text: "$.items[", message: "Expected an index, a quoted name, a slice, * or a filter", offset: 8 },
    { text: "$.items[0", message: 'Expected "]" before the end', offset: 9 },
    { text: "$.items['sku", message: "This string has no end", offset: 8 },
    { text: "$['id', 0]", message: "Expected a quoted name", offset: 8 },
    { text: "$['id', 'total'].cents", message: "Several names can only end a path", offset: 16 },
    { text: "$.items.sum()", message: 'Step Functions has no path function "sum"', offset: 8 },
    { text: "$.items.length().max", message: "A function ends the path", offset: 16 },
    { text: "$.items[?(10)]", message: "A literal alone tests nothing", offset: 10 },
    { text: "$.items[?(@.sku =~ 'A')]", message: "Expected a regular expression: /pattern/", offset: 19 },
    { text: "$.items[?@.sku]", message: 'Expected "(" but found "@"', offset: 9 },
    { text: `$.items[?${"(".repeat(5000)}`, message: "Nested too deeply", offset: 74 },
  ])("$text is refused", ({ text, message, offset }) => {
    expect(parseJsonPath(text)).toEqual({ ok: false, message, offset });
  });
});
