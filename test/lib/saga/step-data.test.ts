import { expect, test } from "vitest";
import { stepData } from "../../../src/lib/saga/step-data.ts";
import type { StepData } from "../../../src/lib/saga/model.ts";
import { machineWith } from "../../machine-of.ts";
import { task } from "./machine-of.ts";

function dataOf(refund: object): StepData | undefined {
  const state = machineWith({ RefundCard: task(undefined, undefined, refund) }).states.get("RefundCard");
  return state && stepData(state);
}

test.each([
  { name: "the input", output: "{% $states.input %}", want: true },
  { name: "the input, written without spaces", output: "{%$states.input%}", want: true },
  { name: "the input with the result in it", output: "{% $merge([$states.input, {'refund': $states.result}]) %}", want: true },
  { name: "the input, changed", output: "{% $states.input ~> |$|{'refund': $states.result}| %}", want: true },
  { name: "a part of the input", output: "{% $states.input.order %}", want: false },
  { name: "a copy of parts of the input", output: { order: "{% $states.input.order %}" }, want: false },
  { name: "a variable", output: "{% $order %}", want: false },
  { name: "the result", output: "{% $states.result %}", want: false },
])("an Output of $name keeps the input: $want", ({ output, want }) => {
  expect(dataOf({ QueryLanguage: "JSONata", Output: output })?.keepsInput).toBe(want);
});

test("arguments read the input, variables, or both", () => {
  expect([
    dataOf({ QueryLanguage: "JSONata", Arguments: { id: "{% $states.input.id %}", amount: "{% $amount %}" } }),
    dataOf({ Parameters: { "id.$": "$payment.id" }, ResultPath: null }),
  ]).toEqual([
    { readsInput: true, variables: ["amount"], keepsInput: false },
    { readsInput: false, variables: ["payment"], keepsInput: true },
  ]);
});
