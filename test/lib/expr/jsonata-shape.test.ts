import { describe, expect, test } from "vitest";
import type { JsonataShape } from "../../../src/lib/expr/jsonata-shape.ts";
import { jsonataShape } from "../../../src/lib/expr/jsonata-shape.ts";

/** `merge($states.input, {order: $order[0].id, …})`; the dots stand for fields that nobody can tell. */
function shown(shape: JsonataShape): string {
  switch (shape.type) {
    case "reference":
      return `$${shape.names.map((name, index) => (typeof name === "number" ? `[${name}]` : index === 0 ? name : `.${name}`)).join("")}`;
    case "object": {
      const fields = shape.entries.map(({ key, value }) => `${key}: ${shown(value)}`);
      return `{${[...fields, ...(shape.open ? ["…"] : [])].join(", ")}}`;
    }
    case "array":
      return `[${shape.items.map(shown).join(", ")}]`;
    case "merge":
      return `merge(${shape.parts.map(shown).join(", ")})`;
    case "literal":
      return "literal";
    case "other":
      return "?";
  }
}

describe("what an expression makes", () => {
  test.each([
    { name: "a reference", source: " $states.input.order.id ", want: "$states.input.order.id" },
    { name: "a variable", source: "$order", want: "$order" },
    { name: "quoted names and indexes", source: "$flights[0] . `flight id`[-1]", want: "$flights[0].flight id[-1]" },
    { name: "a reference in parentheses", source: "($order.id)", want: "$order.id" },
    { name: "an object", source: "{'id': $order.id, \"paid\": $states.result}", want: "{id: $order.id, paid: $states.result}" },
    { name: "an object of nothing", source: "{ }", want: "{}" },
    { name: "objects in objects", source: "{'order': {'id': $id}}", want: "{order: {id: $id}}" },
    { name: "what is calculated in an object", source: "{'sum': $a + f(1, '}'), 'id': $id}", want: "{sum: ?, id: $id}" },
    { name: "bindings in an object", source: "{'sum': ($a := 1; $a + 1), 'id': $id}", want: "{sum: ?, id: $id}" },
    { name: "calculated keys", source: "{$name: 1, 'a' & 'b': 2, 'id': $id}", want: "{id: $id, …}" },
    { name: "keys with escapes", source: "{'a\\u0062': 1}", want: "{…}" },
    { name: "a list", source: "[$order, 1, {}]", want: "[$order, literal, {}]" },
    {
      name: "a merged object",
      source: "$merge([$states.input, {'error': $states.errorOutput}])",
      want: "merge($states.input, {error: $states.errorOutput})",
    },
    {
      name: "a changed object",
      source: "$states.input ~> |$|{'paid': $states.result}|",
      want: "merge($states.input, {paid: $states.result})",
    },
    { name: "comments", source: "/* all */ {/* of */'id' /* it */: $id}", want: "{id: $id}" },
    { name: "a sum", source: "$a + $b", want: "?" },
    { name: "a condition", source: "$a ? {'a': 1} : {}", want: "?" },
    { name: "a call", source: "$order.lines.$sum(price)", want: "?" },
    { name: "a predicate", source: "$order.lines[price > 5]", want: "?" },
    { name: "a group by", source: "$order.lines{sku: price}", want: "?" },
    { name: "bindings", source: "($a := 1; {'id': $a})", want: "?" },
    { name: "a merge of what is in a list", source: "$merge($states.result)", want: "?" },
    { name: "a part of a merge", source: "$merge([$a, $b]).id", want: "?" },
    { name: "a change that deletes, too", source: "$states.input ~> |$|{'a': 1}, ['b']|", want: "?" },
    { name: "a change further inside", source: "$states.input ~> |order|{'a': 1}|", want: "?" },
    {
      name: "texts, numbers and the like",
      source: "['$order', -1.5e3, true, false, null]",
      want: "[literal, literal, literal, literal, literal]",
    },
    { name: "no name for a word", source: "truest", want: "?" },
    { name: "no text that is put together", source: "'order ' & $id", want: "?" },
    { name: "half an object", source: "{'id': $id", want: "?" },
    { name: "brackets that do not match", source: "{'id': $id])", want: "?" },
    { name: "nothing", source: "", want: "?" },
  ])("$name", ({ source, want }) => {
    expect(shown(jsonataShape(source))).toBe(want);
  });
});

test.each([
  { name: "objects", source: "{'a':".repeat(100_000) },
  { name: "parentheses", source: "(".repeat(200_000) },
  { name: "merges", source: "$merge([".repeat(100_000) },
  { name: "changes", source: "$a ~> |$|".repeat(50_000) },
  { name: "texts without an end", source: "{'\\".repeat(100_000) },
  { name: "comments without an end", source: "/*".repeat(100_000) },
  { name: "spaces", source: `$a${" ".repeat(500_000)}+` },
  { name: "names", source: "$a.".repeat(100_000) },
])("hostile $name are read in a moment", ({ source }) => {
  const before = performance.now();
  expect(jsonataShape(source)).toEqual({ type: "other" });
  expect(performance.now() - before).toBeLessThan(1000);
});

test("however many changes of one object are one merge", () => {
  const shape = jsonataShape(`$order${" ~> |$|{'paid': true}|".repeat(20_000)}`);
  expect(shape.type === "merge" && shape.parts.length).toBe(20_001);
});
