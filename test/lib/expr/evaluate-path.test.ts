import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { evaluatePath, readPath } from "../../../src/lib/expr/evaluate-path.ts";
import { pathOf, scopeOf } from "./scope-of.ts";

const ORDER: JsonValue = {
  id: "o-1",
  total: 30,
  note: null,
  items: [
    { sku: "A-1", price: 5, tags: ["new"] },
    { sku: "B-2", price: 10, sold: true },
    { sku: "C-3", price: "15" },
  ],
  "ship to": { city: "Kyoto" },
};

describe("evaluatePath", () => {
  test.each<{ path: string; want: JsonValue }>([
    { path: "$", want: ORDER },
    { path: "$.id", want: "o-1" },
    { path: "$.note", want: null },
    { path: "$['ship to'].city", want: "Kyoto" },
    { path: "$.items[1].sku", want: "B-2" },
    { path: "$.items[-1].sku", want: "C-3" },
    { path: "$.items[*].sku", want: ["A-1", "B-2", "C-3"] },
    { path: "$.items[1:].sku", want: ["B-2", "C-3"] },
    { path: "$.items[:-1].sku", want: ["A-1", "B-2"] },
    { path: "$.items[0, 2].sku", want: ["A-1", "C-3"] },
    { path: "$.items[0, 9].sku", want: ["A-1"] },
    { path: "$['id', 'total', 'missing']", want: { id: "o-1", total: 30 } },
    { path: "$..sku", want: ["A-1", "B-2", "C-3"] },
    { path: "$..tags[0]", want: ["new"] },
    { path: "$['ship to'].*", want: ["Kyoto"] },
    { path: "$..city", want: ["Kyoto"] },
    { path: "$.items.length()", want: 3 },
    { path: "$.items[*].sku.length()", want: 3 },
    { path: "$['ship to'].keys()", want: ["city"] },
    { path: "$.items[*].sku.first()", want: "A-1" },
    { path: "$.items[*].sku.last()", want: "C-3" },
    { path: "$.items[*].sku.index(1)", want: "B-2" },
    { path: "$$.Execution.Name", want: "run-1" },
    { path: "$limit", want: 10 },
    { path: "$.missing[*]", want: [] },
    { path: "$.missing.items[1:].sku", want: [] },
    { path: "$unknown[*]", want: [] },
  ])("$path gives $want", ({ path, want }) => {
    const scope = scopeOf(ORDER, { Execution: { Name: "run-1" } }, { limit: 10 });
    expect(evaluatePath(pathOf(path), scope)).toEqual({ ok: true, value: want });
  });

  test.each([
    { filter: "@.sold", want: ["B-2"] },
    { filter: "!@.sold", want: ["A-1", "C-3"] },
    { filter: "@.price == 10", want: ["B-2"] },
    { filter: "@.price == 15", want: ["C-3"] },
    { filter: "@.price === 15", want: [] },
    { filter: "@.price != 10", want: ["A-1", "C-3"] },
    { filter: "@.price !== '15'", want: ["A-1", "B-2"] },
    { filter: "@.price < $limit", want: ["A-1"] },
    { filter: "@.price <= $.items[1].price", want: ["A-1", "B-2"] },
    { filter: "@.price > 5 && @.sold == true", want: ["B-2"] },
    { filter: "@.price >= 10 || @.tags", want: ["A-1", "B-2"] },
    { filter: "@.sku in ['A-1', 'C-3']", want: ["A-1", "C-3"] },
    { filter: "@.sku nin ['A-1', 'C-3']", want: ["B-2"] },
    { filter: "@.tags contains 'new'", want: ["A-1"] },
    { filter: "@.sku contains '-2'", want: ["B-2"] },
    { filter: "@.tags subsetof ['new', 'old']", want: ["A-1"] },
    { filter: "@.tags anyof ['new', 'old']", want: ["A-1"] },
    { filter: "@.tags noneof ['old']", want: ["A-1"] },
    { filter: "@.sku size 3", want: ["A-1", "B-2", "C-3"] },
    { filter: "@.tags empty false", want: ["A-1"] },
    { filter: "@.tags.length() == 1", want: ["A-1"] },
    { filter: "@.sku =~ /[ab]-.*/i", want: ["A-1", "B-2"] },
    { filter: "@.sku =~ /A/", want: [] },
    { filter: "@.sku == B-2", want: ["B-2"] },
    { filter: "@.missing == null", want: [] },
  ])("the filter $filter keeps $want", ({ filter, want }) => {
    expect(readPath(pathOf(`$.items[?(${filter})].sku`), scopeOf(ORDER, {}, { limit: 10 }))).toEqual(want);
  });

  test("a filter after a descent finds each object once", () => {
    expect(readPath(pathOf("$..[?(@.price == 10)].sku"), scopeOf(ORDER))).toEqual(["B-2"]);
  });

  test.each([
    { path: "$.Missing", cause: "Invalid path '$.Missing' : No results for path: $['Missing']" },
    { path: "$['ship to'].zip", cause: "Invalid path '$['ship to'].zip' : No results for path: $['ship to']['zip']" },
    { path: "$.customer.name", cause: "Invalid path '$.customer.name' : Missing property in path $['customer']" },
    { path: "$.items[9]", cause: "Invalid path '$.items[9]' : No results for path: $['items'][9]" },
    { path: "$.total[0]", cause: "Invalid path '$.total[0]' : Filter: [0] can only be applied to arrays. Current context is: 30" },
    {
      path: "$.id.length",
      cause: "Invalid path '$.id.length' : Expected to find an object with property ['length'] in path $['id'] but found 'string'",
    },
    { path: "$$.Task.Token", cause: "Invalid path '$$.Task.Token' : Missing property in path $['Task']" },
  ])("$path finds nothing and says why", ({ path, cause }) => {
    expect(evaluatePath(pathOf(path), scopeOf(ORDER))).toEqual({ ok: false, error: "States.Runtime", cause });
  });

  test("keys that objects inherit are not there", () => {
    const scope = scopeOf(ORDER);
    expect(["$.constructor", "$.__proto__", "$.items.length", "$..constructor"].map((path) => readPath(pathOf(path), scope))).toEqual([
      undefined,
      undefined,
      undefined,
      [],
    ]);
    expect(readPath(pathOf("$.__proto__"), scopeOf(JSON.parse('{"__proto__": 1}') as JsonValue))).toBe(1);
  });

  test("a payload nested deeper than the stack can be searched", () => {
    const deep = `${"[".repeat(100_000)}{"sku":"Z-9"}${"]".repeat(100_000)}`;
    expect(readPath(pathOf("$..sku"), scopeOf(JSON.parse(deep) as JsonValue))).toEqual(["Z-9"]);
  });

  test("a hostile pattern takes no more than linear time", () => {
    const sku = `${"a".repeat(5000)}!`;
    expect(readPath(pathOf("$[?(@ =~ /(a+)+$/)]"), scopeOf([sku]))).toEqual([]);
  });

  test("the context object is made only when it is read", () => {
    const scope = {
      ...scopeOf(ORDER),
      context: (): JsonValue => {
        throw new Error("read");
      },
    };
    expect(readPath(pathOf("$.id"), scope)).toBe("o-1");
  });
});
