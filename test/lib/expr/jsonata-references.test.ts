import { describe, expect, test } from "vitest";
import { parseJsonata } from "../../../src/lib/expr/jsonata.ts";

async function names(source: string): Promise<readonly string[]> {
  const parsed = await parseJsonata(source);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value.references.map(({ type, name }) => `${type} ${name}`);
}

describe("jsonataReferences", () => {
  test.each([
    "order",
    "order[0].total",
    "-order",
    "order ? 1 : 2",
    "true ? order : 2",
    "order & 'x'",
    "order in $known",
    "$sum(order)",
    "order(1)",
    "order ~> $string()",
    "[1..order]",
    "(order).total",
    "[order].total",
    "{order: 1}",
    "{'key': order}",
    "($x := order; $x)",
    "$map($items, function($item){ order })",
    "$map($items, function($item){ $sum(order) })",
    "$count(order[total > 3])",
    "order.**.total",
    "$fill(?, order)",
    "`order`",
  ])("%s reads order from the context", async (source) => {
    expect(await names(source)).toEqual(["context order"]);
  });

  test.each([
    "$order.total",
    "$items[total > 3]",
    "$items^(total)",
    "$items{'key': total}",
    "$items.(total)",
    "$order ~> |lines|{'sent': true}|",
    "**.total",
    "{'key': 1}.key",
    "$items[$ > 1]",
    "function($item){ $item.total }",
    "'order'",
    "1 + 1",
    "$now()",
    "$match('order', /order/)",
  ])("%s reads nothing from outside", async (source) => {
    expect(await names(source)).toEqual([]);
  });

  test.each([
    { source: "$", want: ["context $"] },
    { source: "$.order", want: ["context $"] },
    { source: "$string($)", want: ["context $"] },
    { source: "$$.order", want: ["root $$"] },
    { source: "$states", want: ["states "] },
    { source: "$states.result.total", want: ["states result"] },
    { source: "$states[0]", want: ["states "] },
    { source: "order + $states.input.total + `line items`", want: ["context order", "states input", "context line items"] },
  ])("$source reads $want", async ({ source, want }) => {
    expect(await names(source)).toEqual(want);
  });

  test("each name has its place", async () => {
    const source = "1 + order & `line items`";
    const parsed = await parseJsonata(source);
    expect(parsed.ok && parsed.value.references.map(({ end }) => end)).toEqual([source.indexOf(" &"), source.length]);
  });
});
