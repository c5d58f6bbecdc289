import { describe, expect, it } from "vitest";
import { parseMachine } from "../../../src/lib/asl/parse-machine.ts";
import { parseText } from "../../../src/lib/source/parse-text.ts";
import { parseDefinition } from "../../machine-of.ts";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { LAMBDA, PAID, pay, payTask, shown } from "./pay-machine.ts";

describe("the machine", () => {
  it("is none where the text holds nothing", async () => {
    const text = await parseText({ file: "order.asl.yaml", text: "" });
    expect(parseMachine(text)).toEqual({ machine: undefined, diagnostics: [] });
  });

  it.each<DiagnosticsCase>([
    {
      name: "a field with a near name",
      definition: pay({ Type: "Pass", Next: "Paid" }, { TimeoutSecond: 3 }),
      want: ['2:3: A state machine has no field "TimeoutSecond". Did you mean "TimeoutSeconds"?'],
    },
    {
      name: "no StartAt",
      definition: { States: { Paid: PAID } },
      want: ["1:1: There is no StartAt: nothing says which state is the first"],
    },
    {
      name: "no States",
      definition: { StartAt: "Paid" },
      want: ["1:1: There are no States", '2:14: StartAt names "Paid", which is not a state here. There are none.'],
    },
    {
      name: "empty States",
      definition: { StartAt: "Paid", States: {} },
      want: ["3:13: There are no States", '2:14: StartAt names "Paid", which is not a state here. There are none.'],
    },
    {
      name: "nothing at all",
      definition: {},
      want: ["1:1: There is no StartAt: nothing says which state is the first", "1:1: There are no States"],
    },
    { name: "an array", definition: [], want: ["1:1: A state machine must be an object, not an array"] },
    {
      name: "fields of the wrong type",
      definition: { Comment: 1, StartAt: ["Paid"], TimeoutSeconds: "60", Version: 1.0, States: { Paid: PAID } },
      want: [
        "3:14: StartAt must be a string, not an array",
        "2:14: Comment must be a string, not a number",
        "7:14: Version must be a string, not a number",
        "6:21: TimeoutSeconds must be a number, not a string",
      ],
    },
    {
      name: "a time limit below zero",
      definition: pay({ Type: "Pass", Next: "Paid" }, { TimeoutSeconds: -1 }),
      want: ["2:21: TimeoutSeconds must be a whole number from 0 to 99999999, not -1"],
    },
    {
      name: "a version that does not exist",
      definition: pay({ Type: "Pass", Next: "Paid" }, { Version: "1.1" }),
      want: ["2:14: Version is 1.0, not 1.1"],
    },
    {
      name: "the version that there is, and no time limit",
      definition: pay({ Type: "Pass", Next: "Paid" }, { Version: "1.0", TimeoutSeconds: 0 }),
      want: [],
    },
    {
      name: "a query language that does not exist",
      definition: pay({ Type: "Pass", Next: "Paid" }, { QueryLanguage: "Jsonata" }),
      want: ["2:20: QueryLanguage is JSONPath or JSONata, not Jsonata"],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });

  it("more than 1 MB", () => {
    const definition = pay({ Type: "Pass", Next: "Paid" }, { Comment: "x".repeat(1_048_576) });
    expect(shown(definition)).toEqual([
      "1:1: The definition is larger than 1 MB, the most that AWS takes. Move a part of it into a machine of its own.",
    ]);
  });
});

describe("states and their transitions", () => {
  it.each<DiagnosticsCase>([
    {
      name: "a field with a near name",
      definition: payTask({ Catchs: [] }),
      want: ['8:7: A Task state has no field "Catchs". Did you mean "Catch"?'],
    },
    {
      name: "a field of another state type",
      definition: pay({ Type: "Succeed", End: true }),
      want: [
        '6:7: A Succeed state has no field "End". Known: Type, Comment, QueryLanguage, InputPath, OutputPath.',
        '8:5: No path leads to "Paid". Name it in a Next, or delete it.',
      ],
    },
    {
      name: "neither Next nor End",
      definition: { StartAt: "Pay", States: { Pay: { Type: "Pass" } } },
      want: ['4:12: The state goes nowhere: it needs a Next, or "End": true'],
    },
    {
      name: "End: false",
      definition: { StartAt: "Pay", States: { Pay: { Type: "Pass", End: false } } },
      want: ['4:12: The state goes nowhere: it needs a Next, or "End": true'],
    },
    { name: "both Next and End", definition: payTask({ End: true }), want: ["4:12: Next and End exclude each other. Keep one of them."] },
    {
      name: "targets that are near names",
      definition: {
        StartAt: "Pey",
        States: {
          Pay: { Type: "Task", Resource: LAMBDA, Next: "Piad", Catch: [{ ErrorEquals: ["States.ALL"], Next: "Refnd" }] },
          Refund: { Type: "Choice", Choices: [{ Variable: "$.paid", BooleanEquals: true, Next: "Payd" }], Default: "Faild" },
          Paid: PAID,
          Failed: { Type: "Fail" },
        },
      },
      want: [
        '2:14: StartAt names "Pey", which is not a state here. Did you mean "Pay"?',
        '7:15: Next names "Piad", which is not a state here. Did you mean "Pay" or "Paid"?',
        '13:19: A catcher\'s Next names "Refnd", which is not a state here. Did you mean "Refund"?',
        '23:19: A choice rule\'s Next names "Payd", which is not a state here. Did you mean "Pay" or "Paid"?',
        '26:18: Default names "Faild", which is not a state here. Did you mean "Failed" or "Paid"?',
      ],
    },
    {
      name: "a state that no path leads to",
      definition: { StartAt: "Paid", States: { Paid: PAID, Refund: { Type: "Pass", Next: "Paid" } } },
      want: ['7:5: No path leads to "Refund". Name it in a Next, or delete it.'],
    },
    {
      name: "an unknown type, without blaming the states behind it",
      definition: pay({ Type: "Tsk", Next: "Paid" }),
      want: ['5:15: There is no state type "Tsk". Did you mean "Task"?'],
    },
    { name: "no type", definition: pay({ Next: "Paid" }), want: ['4:5: State "Pay" needs a Type'] },
    { name: "a type that is no string", definition: pay({ Type: 1, Next: "Paid" }), want: ["5:15: Type must be a string, not a number"] },
    {
      name: "a state that is no object",
      definition: { StartAt: "Paid", States: { Paid: "Succeed" } },
      want: ['4:13: State "Paid" must be an object, not a string'],
    },
    {
      name: "a name over 80 characters",
      definition: { StartAt: "x".repeat(81), States: { ["x".repeat(81)]: PAID } },
      want: ["4:5: State names hold at most 80 characters, this one 81"],
    },
    { name: "an empty name", definition: { StartAt: "", States: { "": PAID } }, want: ["4:5: A state needs a name"] },
    {
      name: "a name of 80 characters that JavaScript counts as 160",
      definition: { StartAt: "🛒".repeat(80), States: { ["🛒".repeat(80)]: PAID } },
      want: [],
    },
    { name: "a name of 80 characters", definition: { StartAt: "x".repeat(80), States: { ["x".repeat(80)]: PAID } }, want: [] },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});

it("a finding has a code, a level and a span", () => {
  const { diagnostics } = parseDefinition({
    StartAt: "Paid",
    States: { Paid: PAID, Refund: { Type: "Fail" }, Pay: { Type: "Pass", Next: "Pad" } },
  });
  expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
    ["asl/unknown-target", "error"],
    ["asl/unreachable-state", "error"],
    ["asl/unreachable-state", "error"],
  ]);
});
