import { expect, test } from "vitest";
import { findTestCase } from "../../../src/lib/tasks/mock-config.ts";
import { parseMockConfig } from "../../../src/lib/tasks/parse-mock-config.ts";

const config = parseMockConfig(
  {
    StateMachines: {
      order: { TestCases: { HappyPath: {}, DeclinedCard: { ProcessPayment: "declined" } } },
      refund: { TestCases: { HappyPath: {} } },
    },
    MockedResponses: { declined: { 0: { Throw: { Error: "CardDeclined" } } } },
  },
  () => ({ file: "mocks.json" }),
);

test.each([
  { name: "by name", machine: "order", testCase: "DeclinedCard", want: "DeclinedCard" },
  { name: "a machine's only one without a name", machine: "refund", testCase: undefined, want: "HappyPath" },
])("a test case is found $name", ({ machine, testCase, want }) => {
  expect(findTestCase(config, machine, testCase).name).toBe(want);
});

test.each([
  {
    name: "an unknown machine",
    machine: "orders",
    testCase: "HappyPath",
    want: { message: 'The mock configuration has no state machine "orders"', hint: 'Did you mean "order"?' },
  },
  {
    name: "an unknown case",
    machine: "order",
    testCase: "DeclineCard",
    want: { message: '"order" has no test case "DeclineCard"', hint: 'Did you mean "DeclinedCard"?' },
  },
  {
    name: "no case where there are several",
    machine: "order",
    testCase: undefined,
    want: { message: 'The mock configuration has 2 test cases for "order"', hint: "Choose one: HappyPath, DeclinedCard." },
  },
])("$name is refused with what there is", ({ machine, testCase, want }) => {
  expect(() => findTestCase(config, machine, testCase)).toThrow(expect.objectContaining(want));
});
