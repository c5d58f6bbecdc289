import { describe, expect, it } from "vitest";
import { seededRng } from "../../../src/lib/base/ports.ts";
import { evaluateCondition } from "../../../src/lib/engine/evaluate-condition.ts";
import type { Evaluated } from "../../../src/lib/expr/evaluated.ts";
import { machineWith } from "../../machine-of.ts";

const ORDER = {
  status: "paid",
  limit: "paid",
  total: 120,
  budget: 100,
  express: true,
  gift: false,
  insured: true,
  coupon: null,
  placed: "2026-11-22T10:00:00Z",
  shipped: "2026-11-22T20:00:00+09:00",
  lines: [],
  address: {},
};

function evaluate(rule: object): Evaluated<boolean> {
  const machine = machineWith({ Decide: { Type: "Choice", Choices: [{ ...rule, Next: "Done" }] }, Done: { Type: "Succeed" } });
  const state = machine.states.get("Decide");
  if (state?.type !== "Choice") throw new Error("Decide is a Choice");
  const scope = {
    input: ORDER,
    context: () => ({ Execution: { Name: "order-1" } }),
    variables: new Map([["limit", 90]]),
    rng: seededRng(0),
  };
  return evaluateCondition(state.choices[0]!.condition, scope);
}

const compare = (operator: string, field: string, operand: unknown): object => ({ Variable: `$.${field}`, [operator]: operand });

describe("comparisons", () => {
  it.each<[operator: string, field: string, operand: unknown, want: boolean]>([
    ["StringEquals", "status", "paid", true],
    ["StringEquals", "status", "Paid", false],
    ["StringEquals", "total", "120", false],
    ["StringEqualsPath", "status", "$.limit", true],
    ["StringEqualsPath", "status", "$.total", false],
    ["StringLessThan", "status", "sent", true],
    ["StringLessThan", "status", "paid", false],
    ["StringLessThanPath", "status", "$.limit", false],
    ["StringLessThanEquals", "status", "paid", true],
    ["StringLessThanEqualsPath", "status", "$.limit", true],
    ["StringGreaterThan", "status", "open", true],
    ["StringGreaterThan", "status", "Z", true],
    ["StringGreaterThanPath", "status", "$.limit", false],
    ["StringGreaterThanEquals", "status", "paid", true],
    ["StringGreaterThanEqualsPath", "status", "$.limit", true],
    ["StringMatches", "status", "p*d", true],
    ["StringMatches", "status", "p*t", false],
    ["StringMatches", "total", "1*", false],
    ["NumericEquals", "total", 120, true],
    ["NumericEquals", "total", 120.5, false],
    ["NumericEquals", "status", 120, false],
    ["NumericEqualsPath", "total", "$.budget", false],
    ["NumericLessThan", "total", 121, true],
    ["NumericLessThanPath", "budget", "$.total", true],
    ["NumericLessThanEquals", "total", 120, true],
    ["NumericLessThanEqualsPath", "total", "$.budget", false],
    ["NumericGreaterThan", "total", 120, false],
    ["NumericGreaterThanPath", "total", "$limit", true],
    ["NumericGreaterThanEquals", "total", 120, true],
    ["NumericGreaterThanEqualsPath", "total", "$.status", false],
    ["BooleanEquals", "express", true, true],
    ["BooleanEquals", "gift", false, true],
    ["BooleanEquals", "status", true, false],
    ["BooleanEqualsPath", "express", "$.insured", true],
    ["BooleanEqualsPath", "express", "$.gift", false],
    ["TimestampEquals", "placed", "2026-11-22T19:00:00+09:00", true],
    ["TimestampEquals", "status", "2026-11-22T10:00:00Z", false],
    ["TimestampEqualsPath", "placed", "$.shipped", false],
    ["TimestampLessThan", "placed", "2026-11-22T10:00:00.001Z", true],
    ["TimestampLessThanPath", "placed", "$.shipped", true],
    ["TimestampLessThanEquals", "placed", "2026-11-22T10:00:00Z", true],
    ["TimestampLessThanEqualsPath", "placed", "$.status", false],
    ["TimestampGreaterThan", "shipped", "2026-11-22T10:59:59Z", true],
    ["TimestampGreaterThanPath", "shipped", "$.placed", true],
    ["TimestampGreaterThanEquals", "shipped", "2026-11-22T11:00:00Z", true],
    ["TimestampGreaterThanEqualsPath", "placed", "$.shipped", false],
  ])("%s of %s with %j: %s", (operator, field, operand, want) => {
    expect(evaluate(compare(operator, field, operand))).toEqual({ ok: true, value: want });
  });
});

describe("tests of a type", () => {
  const types = ["IsNull", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"];
  it.each([
    { field: "coupon", want: ["IsNull"] },
    { field: "total", want: ["IsNumeric"] },
    { field: "status", want: ["IsString"] },
    { field: "gift", want: ["IsBoolean"] },
    { field: "placed", want: ["IsString", "IsTimestamp"] },
    { field: "lines", want: [] },
    { field: "address", want: [] },
  ])("$field is $want", ({ field, want }) => {
    const holds = (operand: boolean): readonly string[] =>
      types.filter((type) => {
        const result = evaluate(compare(type, field, operand));
        return result.ok && result.value;
      });
    expect(holds(true)).toEqual(want);
    expect(holds(false)).toEqual(types.filter((type) => !want.includes(type)));
  });

  it.each([
    { field: "coupon", operand: true, want: true },
    { field: "coupon", operand: false, want: false },
    { field: "invoice", operand: true, want: false },
    { field: "invoice", operand: false, want: true },
    { field: "invoice.number", operand: false, want: true },
  ])("IsPresent $operand of $field: $want", ({ field, operand, want }) => {
    expect(evaluate(compare("IsPresent", field, operand))).toEqual({ ok: true, value: want });
  });
});

describe("what is not there", () => {
  const missing = { ok: false, error: "States.Runtime", cause: expect.any(String) as string };
  it.each(["StringEquals", "StringMatches", "IsString", "IsNull"])("a Variable is an error for %s", (operator) => {
    const operand = operator.startsWith("Is") ? true : "paid";
    expect(evaluate(compare(operator, "invoice", operand))).toEqual({
      ...missing,
      cause: "Invalid path '$.invoice': The choice state's condition path references an invalid value.",
    });
  });

  it("an operand is an error", () => {
    expect(evaluate(compare("StringEqualsPath", "status", "$.invoice"))).toEqual(missing);
  });
});

describe("And, Or, Not", () => {
  const paid = compare("StringEquals", "status", "paid");
  const open = compare("StringEquals", "status", "open");
  const missing = compare("StringEquals", "invoice", "paid");
  it.each<{ name: string; rule: object; want: boolean | "error" }>([
    { name: "And of two that hold", rule: { And: [paid, paid] }, want: true },
    { name: "And stops at the first that does not hold", rule: { And: [open, missing] }, want: false },
    { name: "And fails where it has to look", rule: { And: [paid, missing] }, want: "error" },
    { name: "Or stops at the first that holds", rule: { Or: [paid, missing] }, want: true },
    { name: "Or of none that holds", rule: { Or: [open, open] }, want: false },
    { name: "Or fails where it has to look", rule: { Or: [open, missing] }, want: "error" },
    { name: "Not turns round", rule: { Not: open }, want: true },
    { name: "Not of an error is an error", rule: { Not: missing }, want: "error" },
    { name: "nested", rule: { Not: { And: [{ Or: [open, paid] }, { Not: paid }] } }, want: true },
  ])("$name", ({ rule, want }) => {
    const result = evaluate(rule);
    expect(result.ok ? result.value : "error").toBe(want);
  });

  it("reads the context", () => {
    expect(evaluate({ Variable: "$$.Execution.Name", StringMatches: "order-*" })).toEqual({ ok: true, value: true });
  });
});
