import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { addMember } from "../../../src/lib/source/add-member.ts";
import type { ObjectNode } from "../../../src/lib/source/node.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";
import { parseText } from "../../../src/lib/source/parse-text.ts";
import { applyEdits } from "../../../src/lib/source/text-edit.ts";

const RETRY = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 5 }];

/** Adds a member to the object under `Refund`, and reads the result back. */
async function added(file: string, text: string, key: string, value: JsonValue): Promise<string> {
  const refundOf = async (content: string): Promise<ObjectNode> => {
    const { root, diagnostics } = await parseText({ file, text: content });
    const refund = memberOf(root, "Refund")?.value;
    if (refund?.type !== "object" || diagnostics.length > 0) throw new Error(`It cannot be read: ${JSON.stringify(diagnostics)}`);
    return refund;
  };
  const before = await refundOf(text);
  const edit = addMember(text, before, key, value);
  if (edit === undefined) throw new Error("There is no place for it");
  const result = applyEdits(text, [edit]);
  expect(valueOf(await refundOf(result))).toEqual({ ...(valueOf(before) as object), [key]: value });
  return result;
}

describe("a member is added to JSON", () => {
  test.each([
    {
      name: "as far in as its siblings, lists on one line where there are no others",
      text: '{\n  "Refund": {\n    "Type": "Task",\n    "End": true\n  }\n}\n',
      want: '{\n  "Refund": {\n    "Type": "Task",\n    "End": true,\n    "Retry": [\n      {\n        "ErrorEquals": ["States.ALL"],\n        "MaxAttempts": 5\n      }\n    ]\n  }\n}\n',
    },
    {
      name: "with lists on lines where the file has them so",
      text: '{\n "Refund": {\n  "Tags": [\n   "saga"\n  ]\n }\n}\n',
      want: '{\n "Refund": {\n  "Tags": [\n   "saga"\n  ],\n  "Retry": [\n   {\n    "ErrorEquals": [\n     "States.ALL"\n    ],\n    "MaxAttempts": 5\n   }\n  ]\n }\n}\n',
    },
    {
      name: "with tabs, and the line ends of the file",
      text: '{\r\n\t"Refund": {\r\n\t\t"End": true\r\n\t}\r\n}\r\n',
      want: '{\r\n\t"Refund": {\r\n\t\t"End": true,\r\n\t\t"Retry": [\r\n\t\t\t{\r\n\t\t\t\t"ErrorEquals": ["States.ALL"],\r\n\t\t\t\t"MaxAttempts": 5\r\n\t\t\t}\r\n\t\t]\r\n\t}\r\n}\r\n',
    },
    {
      name: "on the line of its siblings",
      text: '{"Refund": {"Type": "Task", "End": true}}',
      want: '{"Refund": {"Type": "Task", "End": true, "Retry": [{"ErrorEquals":["States.ALL"],"MaxAttempts":5}]}}',
    },
  ])("$name", async ({ text, want }) => {
    expect(await added("order.asl.json", text, "Retry", RETRY)).toBe(want);
  });
});

describe("a member is added to YAML", () => {
  test.each([
    {
      name: "below the last one",
      text: "Refund:\n  Type: Task\n  End: true\nOther: 1\n",
      want: "Refund:\n  Type: Task\n  End: true\n  Retry:\n    - ErrorEquals: [States.ALL]\n      MaxAttempts: 5\nOther: 1\n",
    },
    {
      name: "below what is said beside the last one, above what is said of the next",
      text: "Refund:\n    Type: Task\n    End: true # the last\n\n# of another\nOther: 1\n",
      want: "Refund:\n    Type: Task\n    End: true # the last\n    Retry:\n      - ErrorEquals: [States.ALL]\n        MaxAttempts: 5\n\n# of another\nOther: 1\n",
    },
    {
      name: "below nested lists",
      text: "Refund:\n  Type: Task\n  Catch:\n    - ErrorEquals: [States.ALL]\n      Next: Failed\n",
      want: "Refund:\n  Type: Task\n  Catch:\n    - ErrorEquals: [States.ALL]\n      Next: Failed\n  Retry:\n    - ErrorEquals: [States.ALL]\n      MaxAttempts: 5\n",
    },
    {
      name: "below a text of several lines",
      text: "Refund:\n  Type: Task\n  Comment: |\n    pays back\n    what was paid\nOther: 1\n",
      want: "Refund:\n  Type: Task\n  Comment: |\n    pays back\n    what was paid\n  Retry:\n    - ErrorEquals: [States.ALL]\n      MaxAttempts: 5\nOther: 1\n",
    },
    {
      name: "at the end of a file that ends without a line break",
      text: "Refund:\n  End: true",
      want: "Refund:\n  End: true\n  Retry:\n    - ErrorEquals: [States.ALL]\n      MaxAttempts: 5",
    },
    {
      name: "in braces, behind the comma that stands there",
      text: "Refund: {\n  Type: Task, # a task\n  End: true,\n}\n",
      want: 'Refund: {\n  Type: Task, # a task\n  End: true,\n  "Retry": [\n    {\n      "ErrorEquals": ["States.ALL"],\n      "MaxAttempts": 5\n    }\n  ],\n}\n',
    },
    {
      name: "in braces on one line",
      text: "Refund: { Type: Task, End: true }\n",
      want: 'Refund: { Type: Task, End: true, "Retry": [{"ErrorEquals":["States.ALL"],"MaxAttempts":5}] }\n',
    },
  ])("$name", async ({ text, want }) => {
    expect(await added("order.asl.yaml", text, "Retry", RETRY)).toBe(want);
  });

  test.each([
    { value: "$.failure", want: "ResultPath: $.failure" },
    { value: "yes", want: 'ResultPath: "yes"' },
    { value: "a: b", want: 'ResultPath: "a: b"' },
    { value: null, want: "ResultPath: null" },
    { value: 3, want: "ResultPath: 3" },
    { value: {}, want: "ResultPath: {}" },
  ])("$value stands beside its key as $want", async ({ value, want }) => {
    expect(await added("order.asl.yaml", "Refund:\n  End: true\n", "ResultPath", value)).toBe(`Refund:\n  End: true\n  ${want}\n`);
  });
});

test.each([
  { name: "an object that has the member", text: '{"Refund": {"Retry": []}}' },
  { name: "an object that is empty", text: '{"Refund": {}}' },
])("nothing is added to $name", async ({ text }) => {
  const { root } = await parseText({ file: "order.asl.json", text });
  const refund = memberOf(root, "Refund")?.value;
  expect(refund?.type === "object" && addMember(text, refund, "Retry", RETRY)).toBeUndefined();
});
