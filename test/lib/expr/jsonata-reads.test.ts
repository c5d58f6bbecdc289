import { expect, test } from "vitest";
import { jsonataReads } from "../../../src/lib/expr/jsonata-reads.ts";

test.each([
  { name: "a plain reference", source: "$states.input.order.id", want: [["states", "input", "order", "id"]] },
  { name: "a quoted name", source: "$states.input.`order id`", want: [["states", "input", "order id"]] },
  { name: "a variable among others", source: "$payment.amount + $fee", want: [["payment", "amount"], ["fee"]] },
  { name: "an index and what is behind it", source: "$states.input.items[0].price", want: [["states", "input", "items", 0, "price"]] },
  { name: "the part before a predicate", source: "$states.input.items[price > 5].sku", want: [["states", "input", "items"]] },
  { name: "the part before a call", source: "$order.lines.$sum(price)", want: [["order", "lines"]] },
  { name: "the arguments of a call, not its name", source: "$string($order)", want: [["order"]] },
  { name: "no texts and comments", source: "'$order' & \"$paid\" /* $fee */ & $tax", want: [["tax"]] },
  { name: "no names that it binds", source: "($total := $order.sum; $total * 2)", want: [["order", "sum"]] },
  { name: "no parameters", source: "$map($order.lines, function($line) { $line.price })", want: [["order", "lines"]] },
  { name: "no names of items and indexes", source: "$order.lines@$line#$at.{'sku': $line.sku, 'at': $at}", want: [["order", "lines"]] },
  { name: "nothing in a literal", source: "1 + 2", want: [] },
])("it reads $name", ({ source, want }) => {
  expect(jsonataReads(source)).toMatchObject({ references: want, tentative: false });
});

test.each(["$exists($payment)", "$payment ? $payment.id : 'none'", "$payment ?: 'none'", "$payment ?? 'none'"])(
  "%s gets by without what it reads",
  (source) => {
    expect(jsonataReads(source).tentative).toBe(true);
  },
);

test.each([
  { source: "$order.paid = true", want: "alone" },
  { source: "$not($order.paid)", want: "alone" },
  { source: "$order.status = 'this or that and more'", want: "alone" },
  { source: "$order.paid and $stock.held", want: "and" },
  { source: "$order.paid or $stock.held", want: "or" },
  { source: "$order.paid and ($stock.held or $stock.free)", want: "mixed" },
  { source: "$not($order.paid and $stock.held)", want: "mixed" },
])("$source is joined: $want", ({ source, want }) => {
  expect(jsonataReads(source).joined).toBe(want);
});

test.each([
  { source: "$order.status = 'paid'", want: true },
  { source: "$order.status != 'paid'", want: true },
  { source: "$order.status in ['paid', 'sent']", want: true },
  { source: "$order.paid and $order.sum > 5", want: true },
  { source: "$order.sum >= 5", want: false },
  { source: "$order.paid", want: false },
  { source: "$contains($order.status, '=')", want: false },
  { source: "($paid := $order.paid; $paid)", want: false },
])("$source decides where nothing is there: $want", ({ source, want }) => {
  expect(jsonataReads(source).decides).toBe(want);
});

test("a question mark in a text makes nothing tentative", () => {
  expect(jsonataReads("$order.id & '?'")).toMatchObject({ references: [["order", "id"]], tentative: false });
});

test.each([
  { name: "comments without an end", source: "/*".repeat(200_000) },
  { name: "texts without an end", source: '"\\'.repeat(200_000) },
  { name: "functions without an end", source: "function(".repeat(100_000) },
  { name: "references and spaces", source: "$order . ".repeat(100_000) },
  { name: "one reference and many spaces", source: `$order${" ".repeat(500_000)}` },
])("hostile $name are read in a moment", ({ source }) => {
  const before = performance.now();
  jsonataReads(source);
  expect(performance.now() - before).toBeLessThan(1000);
});
