import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { pay, shown } from "./pay-machine.ts";

const jsonata = { QueryLanguage: "JSONata" };

const choice = (rule: object): object => pay({ Type: "Choice", Choices: [{ Next: "Paid", ...rule }] });

describe("Choice", () => {
  it.each<DiagnosticsCase>([
    {
      name: "no Choices",
      definition: { StartAt: "Pay", States: { Pay: { Type: "Choice" } } },
      want: ["4:12: A Choice needs at least one entry in Choices"],
    },
    {
      name: "an operator with a near name",
      definition: choice({ Variable: "$.status", StringEqual: "paid" }),
      want: ['10:11: "StringEqual" is not a comparison operator. Did you mean "StringEquals" or "StringEqualsPath"?'],
    },
    {
      name: "an operand of the wrong type",
      definition: choice({ Variable: "$.total", NumericEquals: "5" }),
      want: ['10:28: NumericEquals compares with a number, not "5"'],
    },
    {
      name: "a test of a type with text",
      definition: choice({ Variable: "$.total", IsNull: "true" }),
      want: ['10:21: IsNull compares with true or false, not "true"'],
    },
    {
      name: "a timestamp that is none",
      definition: choice({ Variable: "$.at", TimestampLessThan: "today" }),
      want: ['10:32: TimestampLessThan compares with an ISO 8601 timestamp such as 2026-11-22T10:00:00Z, not "today"'],
    },
    {
      name: "two operators",
      definition: choice({ Variable: "$.total", NumericLessThan: 5, NumericGreaterThan: 1 }),
      want: ["11:11: A choice rule makes one comparison: NumericGreaterThan stands beside NumericLessThan"],
    },
    {
      name: "no operator, no Variable, no Next",
      definition: pay({
        Type: "Choice",
        Choices: [
          { Variable: "$.total", Next: "Paid" },
          { IsNull: true, Next: "Paid" },
          { Variable: "$.total", IsNull: true },
        ],
        Default: "Paid",
      }),
      want: [
        "7:9: A choice rule needs a comparison such as StringEquals",
        "11:9: A comparison needs a Variable",
        "15:9: A choice rule needs a Next",
      ],
    },
    {
      name: "a path that is none",
      definition: choice({
        Or: [
          { Variable: "status", IsNull: true },
          { Variable: "$.a", StringEqualsPath: "b" },
          { Variable: "$.a", StringEqualsPath: 1 },
        ],
      }),
      want: [
        '11:27: Variable "status" is not a valid JSONPath: A path starts with "$"',
        '16:35: StringEqualsPath "b" is not a valid JSONPath: A path starts with "$"',
        "20:35: StringEqualsPath must be a string, not a number",
      ],
    },
    {
      name: "a path that may name several places",
      definition: choice({
        And: [
          { Variable: "$.lines[*].price", NumericGreaterThan: 0 },
          { Variable: "$.lines.length()", NumericGreaterThan: 0 },
          { Variable: "$.total", NumericEqualsPath: "$.lines[-1].total" },
        ],
      }),
      want: [
        '11:27: Variable must be a reference path such as $.order.status, not "$.lines[*].price"',
        '15:27: Variable must be a reference path such as $.order.status, not "$.lines.length()"',
        '20:36: NumericEqualsPath must be a reference path such as $.order.status, not "$.lines[-1].total"',
      ],
    },
    {
      name: "a path into the context object and one into a variable",
      definition: choice({ Variable: "$$.Execution.Input['order-id']", StringEqualsPath: "$orders[0].id" }),
      want: [],
    },
    {
      name: "And, Or and Not that hold what they may not",
      definition: pay({
        Type: "Choice",
        Choices: [
          { And: [], Next: "Paid" },
          { Or: [{ Variable: "$.a", IsNull: true, Next: "Paid" }], Next: "Paid" },
          { Not: [], Next: "Paid" },
          { And: [{ Variable: "$.a", IsNull: true }], Or: [], Next: "Paid" },
        ],
      }),
      want: [
        "8:18: And needs at least one condition",
        "16:15: Next stands in the outermost rule only, not inside of And, Or and Not",
        "22:18: Not must be an object, not an array",
        "32:11: A choice rule makes one comparison: Or stands beside And",
      ],
    },
    {
      name: "a JSONata rule without a Condition, with a constant one, and with a comparison",
      definition: pay(
        {
          Type: "Choice",
          Choices: [{ Next: "Paid" }, { Condition: "yes", Next: "Paid" }, { Variable: "$.a", Condition: true, Next: "Paid" }],
        },
        jsonata,
      ),
      want: [
        "8:9: A JSONata choice rule needs a Condition",
        "12:24: Condition must be a JSONata expression, or true or false",
        "16:11: Variable does not exist in JSONata choice rules",
      ],
    },
    {
      name: "a JSONPath rule with what only JSONata has",
      definition: choice({ Condition: "{% $states.input.paid %}" }),
      want: ["9:11: Condition does not exist in JSONPath choice rules"],
    },
    {
      name: "Next, Assign and an unknown field inside of Not",
      definition: choice({ Not: { Variable: "$.a", IsNull: true, Assign: {}, Nxt: "Paid" } }),
      want: [
        "12:13: Assign stands in the outermost rule only, not inside of And, Or and Not",
        '13:13: A choice rule has no field "Nxt". Known: Variable, IsNull, Comment.',
      ],
    },
    {
      name: "a rule inside of Not that only leads somewhere",
      definition: choice({ Not: { Variable: "$.a", Next: "Paid" } }),
      want: ["11:13: Next stands in the outermost rule only, not inside of And, Or and Not"],
    },
    {
      name: "And, Or, Not and comments where they may stand",
      definition: choice({
        Comment: "paid in full",
        And: [
          { Comment: "known", Variable: "$.total", IsPresent: true },
          { Not: { Variable: "$$.Execution.Id", StringMatches: "test-*" } },
        ],
        Assign: { paid: true },
      }),
      want: [],
    },
    {
      name: "a Condition that is a constant",
      definition: pay({ Type: "Choice", Choices: [{ Condition: true, Next: "Paid" }] }, jsonata),
      want: [],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
