import { expect, test } from "vitest";
import type { JsonataOutcome } from "../../../src/lib/expr/jsonata-outcome.ts";
import { jsonataValue, ofType } from "../../../src/lib/expr/jsonata-outcome.ts";

const leaf = { source: "$order.total", location: "Output/total" };
const subject = "The JSONata expression '$order.total' specified for the field 'Output/total'";

test("a value is the field's value", () => {
  expect(jsonataValue({ type: "value", value: null }, leaf)).toEqual({ ok: true, value: null });
});

test.each<{ outcome: JsonataOutcome; cause: string }>([
  { outcome: { type: "nothing" }, cause: `${subject} returned nothing (undefined).` },
  { outcome: { type: "unsupported" }, cause: `${subject} returned an unsupported result type.` },
  {
    outcome: { type: "threw", message: "T1006: Attempted to invoke a non-function" },
    cause: `${subject} threw an error during evaluation. T1006: Attempted to invoke a non-function`,
  },
  {
    outcome: { type: "exceeded", message: "Expression evaluation timeout: Check for infinite loop" },
    cause: `${subject} threw an error during evaluation: Expression evaluation timeout: Check for infinite loop`,
  },
])("an expression that $outcome.type fails the field in AWS's words", ({ outcome, cause }) => {
  expect(jsonataValue(outcome, leaf)).toEqual({ ok: false, error: "States.QueryEvaluationError", cause, location: "Output/total" });
});

test.each([
  { value: [1], expected: "array" },
  { value: true, expected: "boolean" },
  { value: 3, expected: "number" },
  { value: { id: 1 }, expected: "object" },
  { value: "a", expected: "string" },
] as const)("$value is of type $expected", ({ value, expected }) => {
  expect(ofType(value, expected, leaf)).toEqual({ ok: true, value });
});

test.each([
  { value: { id: "o-1" }, was: '\'object\' for value: {"id":"o-1"}' },
  { value: null, was: "'null' for value: null" },
  { value: "a", was: "'string' for value: \"a\"" },
])("$value is no array", ({ value, was }) => {
  expect(ofType(value, "array", leaf)).toEqual({
    ok: false,
    error: "States.QueryEvaluationError",
    cause: `${subject} returned an unexpected result type. Expected 'array', but was ${was}`,
    location: "Output/total",
  });
});
