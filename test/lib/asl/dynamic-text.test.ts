import { describe, expect, it } from "vitest";
import { parseDefinition } from "../../machine-of.ts";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { pay, payTask, shown } from "./pay-machine.ts";

const TO_EVALUATE = "Use Parameters, where fields that end in .$ are evaluated.";
const jsonata = { QueryLanguage: "JSONata" };
const pass = (fields: object, more: object = {}): object => pay({ Type: "Pass", ...fields, Next: "Paid" }, more);

describe("text that reads like a path", () => {
  it.each<DiagnosticsCase>([
    {
      name: "in a payload template",
      definition: payTask({ Parameters: { id: "$.order.id", deep: { run: "$$.Execution.Id" }, key: "States.UUID()" } }),
      want: [
        '9:15: "id" is the text "$.order.id", not what that names. Write "id.$" to have it evaluated.',
        '11:18: "run" is the text "$$.Execution.Id", not what that names. Write "run.$" to have it evaluated.',
        '13:16: "key" is the text "States.UUID()", not what that names. Write "key.$" to have it evaluated.',
      ],
    },
    {
      name: "in the Result of a Pass",
      definition: pass({ Result: { lines: ["$.order.lines"], "id.$": "$.order.id" } }),
      want: [
        `8:11: Result is a constant: "$.order.lines" stays text. ${TO_EVALUATE}`,
        `10:17: Result is a constant: "$.order.id" stays text. ${TO_EVALUATE}`,
      ],
    },
    {
      name: "in Error and Cause",
      definition: { StartAt: "Failed", States: { Failed: { Type: "Fail", Error: "$.error", Cause: "States.Format('{}', $.cause)" } } },
      want: [
        '6:16: Error is the text "$.error", not what is found there. Use ErrorPath to read it.',
        "7:16: Cause is the text \"States.Format('{}', $.cause)\", not what is found there. Use CausePath to read it.",
      ],
    },
    {
      name: "in a comparison",
      definition: pay({ Type: "Choice", Choices: [{ Variable: "$.a", StringEquals: "$.b", Next: "Paid" }] }),
      want: ['9:27: StringEquals is the text "$.b", not what is found there. Use StringEqualsPath to read it.'],
    },
    {
      name: "in JSONata",
      definition: pass({ Output: { id: "$.order.id" } }, jsonata),
      want: ['8:15: "$.order.id" stays text in a JSONata state. Write {% … %} to have it evaluated.'],
    },
    {
      name: "of JSONata, in JSONPath",
      definition: pass({ Parameters: { id: "{% $states.input.id %}" } }),
      want: ['7:15: This JSONata expression stays text in a JSONPath state. Give the state "QueryLanguage": "JSONata".'],
    },
    {
      name: "and prices, wildcards and names do not",
      definition: payTask({ Parameters: { price: "$12.00", currency: "$", variable: "$order", error: "States.Timeout", glob: "order-*" } }),
      want: [],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });

  it("is a warning: AWS takes it", () => {
    const { diagnostics } = parseDefinition(payTask({ Parameters: { id: "$.order.id" } }));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["asl/no-dollar", "warning"]]);
  });
});
