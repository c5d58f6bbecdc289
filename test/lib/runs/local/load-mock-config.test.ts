import { expect, test } from "vitest";
import { UserError } from "../../../../src/lib/base/user-error.ts";
import { loadMockConfig } from "../../../../src/lib/runs/local/load-mock-config.ts";
import { memoryFiles } from "../../../memory-files.ts";

const FILE = "/shop/MockConfigFile.json";

function failure(text: string): string {
  try {
    loadMockConfig(memoryFiles({ [FILE]: text }), FILE, "MockConfigFile.json");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { file, line, column } = error.location ?? {};
    return [`${file}:${line}:${column}: ${error.message}`, ...(error.hint === undefined ? [] : [error.hint])].join(" | ");
  }
  return "no error";
}

/** A file whose one response is `response`, on line 3. */
const withResponse = (response: string): string => `{
  "StateMachines": { "order": { "TestCases": { "Declined": { "ProcessPayment": "declined" } } } },
  "MockedResponses": { "declined": ${response} }
}`;

test.each([
  {
    name: "text that is not JSON",
    text: "{",
    want: "MockConfigFile.json:1:2: The object that opens on line 1 is not closed | A } is missing here or before.",
  },
  {
    name: "a misspelt section",
    text: '{ "StateMachines": {}, "MockedResponse": {} }',
    want: 'MockConfigFile.json:1:1: The mock configuration has no "MockedResponses" | It has "MockedResponse": did you mean "MockedResponses"?',
  },
  {
    name: "a response that is not there",
    text: withResponse('{ "0": { "Return": {} } }').replace('"declined":', '"decline":'),
    want: 'MockConfigFile.json:2:62: StateMachines.order.TestCases.Declined.ProcessPayment is "declined", which MockedResponses does not have | Did you mean "decline"?',
  },
  {
    name: "both Return and Throw",
    text: withResponse('{ "0": { "Return": {}, "Throw": {} } }'),
    want: "MockConfigFile.json:3:38: MockedResponses.declined.0 must have exactly one of Return and Throw",
  },
  {
    name: "neither",
    text: withResponse('{ "0": { "Retrun": {} } }'),
    want: 'MockConfigFile.json:3:38: MockedResponses.declined.0 must have exactly one of Return and Throw | Did you mean "Return"?',
  },
  {
    name: "a misspelt key of Throw, which would make a failure without an error",
    text: withResponse('{ "0": { "Throw": { "error": "CardDeclined" } } }'),
    want: 'MockConfigFile.json:3:56: MockedResponses.declined.0.Throw.error is not a key of Throw | Did you mean "Error"?',
  },
  {
    name: "a gap between attempts",
    text: withResponse('{ "0": { "Return": {} }, "2-3": { "Return": {} } }'),
    want: "MockConfigFile.json:3:61: MockedResponses.declined.2-3 leaves out attempt 1 | Attempts count from 0, each once.",
  },
  {
    name: "an attempt twice",
    text: withResponse('{ "0-2": { "Return": {} }, "2": { "Return": {} } }'),
    want: "MockConfigFile.json:3:63: MockedResponses.declined.2 repeats attempt 2 | Attempts count from 0, each once.",
  },
  {
    name: "a range that runs backwards",
    text: withResponse('{ "2-0": { "Return": {} } }'),
    want: 'MockConfigFile.json:3:38: MockedResponses.declined.2-0 is no attempt | Name an attempt as "0", or a range as "1-2".',
  },
  {
    name: "no attempt at all",
    text: withResponse("{}"),
    want: 'MockConfigFile.json:3:24: MockedResponses.declined has no attempts | Attempts count from 0: { "0": { "Return": … } }.',
  },
])("a mock file with $name is refused where it stands", ({ text, want }) => {
  expect(failure(text)).toBe(want);
});

test("a missing file is named", () => {
  expect(() => loadMockConfig(memoryFiles(), FILE, "mocks.json")).toThrow("mocks.json does not exist");
});

test("a file is read whole", () => {
  const text = withResponse('{ "0-1": { "Throw": { "Error": "CardDeclined" } }, "2": { "Return": null } }');
  const { machines } = loadMockConfig(memoryFiles({ [FILE]: text }), FILE, "MockConfigFile.json");
  const response = {
    name: "declined",
    attempts: [
      { first: 0, last: 1, answer: { type: "throw", error: "CardDeclined" } },
      { first: 2, last: 2, answer: { type: "return", output: null } },
    ],
    location: { file: "MockConfigFile.json", line: 3, column: 24, endLine: 3, endColumn: 34 },
  };
  expect(machines).toEqual(
    new Map([["order", new Map([["Declined", { name: "Declined", states: new Map([["ProcessPayment", response]]) }]])]]),
  );
});
