import { describe, expect, it } from "vitest";
import { parseDefinition } from "../../machine-of.ts";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { PAID, pay, shown } from "./pay-machine.ts";

const round = { StartAt: "Ask", States: { Ask: { Type: "Pass", Next: "Wait" }, Wait: { Type: "Wait", Seconds: 1, Next: "Ask" } } };

describe("a flow", () => {
  it.each<DiagnosticsCase>([
    {
      name: "that nothing ends",
      definition: round,
      want: ['2:14: No state ends this flow: an execution could only go round. Give the last state "End": true, or add a Succeed.'],
    },
    {
      name: "that nothing ends, inside of another",
      definition: pay({ Type: "Parallel", Next: "Paid", Branches: [round] }),
      want: ['9:22: No state ends this flow: an execution could only go round. Give the last state "End": true, or add a Succeed.'],
    },
    {
      name: "whose end goes on, too",
      definition: { StartAt: "Ask", States: { Ask: { Type: "Pass", Next: "Ask", End: true } } },
      want: ["4:12: Next and End exclude each other. Keep one of them."],
    },
    {
      name: "whose end is misspelt",
      definition: { StartAt: "Ask", States: { Ask: { Type: "Pass", Next: "Aks" } } },
      want: ['6:15: Next names "Aks", which is not a state here. Did you mean "Ask"?'],
    },
    {
      name: "that a Fail ends, or a state whose Next is not known yet",
      definition: {
        StartAt: "Ask",
        States: { Ask: { Type: "Parallel", Branches: [{ StartAt: "No", States: { No: { Type: "Fail" } } }], Next: "${Next}" } },
      },
      want: [],
    },
    {
      name: "with states that only lead to each other",
      definition: {
        StartAt: "Paid",
        States: { Paid: PAID, Refund: { Type: "Pass", Next: "Notify" }, Notify: { Type: "Pass", Next: "Refund" } },
      },
      want: [
        '7:5: No path leads to "Refund". Name it in a Next, or delete it.',
        '11:5: No path leads to "Notify". Name it in a Next, or delete it.',
      ],
    },
    {
      name: "where a rule that is wrong leads to a state",
      definition: pay({ Type: "Choice", Choices: [{ Variable: "$.total", NumericEquals: "5", Next: "Paid" }], Default: "Pay" }),
      want: ['9:28: NumericEquals compares with a number, not "5"'],
    },
    {
      name: "that starts nowhere, without blaming its states",
      definition: { StartAt: "Pay", States: { Paid: PAID } },
      want: ['2:14: StartAt names "Pay", which is not a state here. Did you mean "Paid"?'],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });

  it("that nothing ends is an error of the machine, and a warning of a branch", () => {
    const severities = (definition: object): readonly string[] => parseDefinition(definition).diagnostics.map(({ severity }) => severity);
    expect(severities(round)).toEqual(["error"]);
    expect(severities(pay({ Type: "Parallel", Next: "Paid", Branches: [round] }))).toEqual(["warning"]);
  });
});
