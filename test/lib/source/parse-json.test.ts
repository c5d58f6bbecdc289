import { array, assert, json, nat, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_DEPTH } from "../../../src/lib/source/depth.ts";
import { valueOf } from "../../../src/lib/source/node.ts";
import { parseJson } from "../../../src/lib/source/parse-json.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";

function read(text: string): { readonly value: unknown; readonly problems: readonly string[] } {
  const { source, root, diagnostics } = parseJson({ file: "order.asl.json", text });
  return { value: root && valueOf(root), problems: shownDiagnostics(source, diagnostics) };
}

describe("parseJson", () => {
  test("every value and key keeps its place", () => {
    const text = '{\n  "StartAt": "ProcessOrder",\n  "Retry": [{ "MaxAttempts": 3 }, true, null]\n}';
    const span = (part: string): { start: number; end: number } => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
    expect(parseJson({ file: "order.asl.json", text })).toEqual({
      source: { file: "order.asl.json", text },
      diagnostics: [],
      comments: [],
      root: {
        type: "object",
        start: 0,
        end: text.length,
        members: [
          { key: "StartAt", ...span('"StartAt"'), value: { type: "string", value: "ProcessOrder", ...span('"ProcessOrder"') } },
          {
            key: "Retry",
            ...span('"Retry"'),
            value: {
              type: "array",
              ...span('[{ "MaxAttempts": 3 }, true, null]'),
              items: [
                {
                  type: "object",
                  ...span('{ "MaxAttempts": 3 }'),
                  members: [{ key: "MaxAttempts", ...span('"MaxAttempts"'), value: { type: "number", value: 3, ...span("3") } }],
                },
                { type: "boolean", value: true, ...span("true") },
                { type: "null", ...span("null") },
              ],
            },
          },
        ],
      },
    });
  });

  test.each([
    { name: "an escape", text: '"\\u00e9\\n\\"\\\\"', want: 'é\n"\\' },
    {
      name: "a key named __proto__",
      text: '{"__proto__": {"admin": true}}',
      want: JSON.parse('{"__proto__": {"admin": true}}') as unknown,
    },
    { name: "a byte order mark", text: '\uFEFF{"StartAt": "A"}', want: { StartAt: "A" } },
    { name: "numbers", text: "[0, -1.5, 2e3]", want: [0, -1.5, 2000] },
  ])("$name is read as JSON.parse reads it", ({ text, want }) => {
    expect(read(text)).toEqual({ value: want, problems: [] });
  });

  test.each([
    { name: "an empty file", text: " \n", value: undefined, want: ["1:1: The file is empty"] },
    {
      name: "a missing comma between members",
      text: '{\n  "StartAt": "A"\n  "States": {}\n}',
      value: { StartAt: "A", States: {} },
      want: ["3:3: A comma is missing between these two members. Put it before this one."],
    },
    {
      name: "a missing comma between values",
      text: '["States.Timeout" "States.ALL"]',
      value: ["States.Timeout", "States.ALL"],
      want: ["1:19: A comma is missing between these two values. Put it before this one."],
    },
    {
      name: "a trailing comma in an object",
      text: '{ "End": true, }',
      value: { End: true },
      want: ["1:14: There is a comma before the closing }. JSON allows none after the last value."],
    },
    {
      name: "a trailing comma in an array",
      text: '["States.ALL",\n]',
      value: ["States.ALL"],
      want: ["1:14: There is a comma before the closing ]. JSON allows none after the last value."],
    },
    { name: "two commas", text: "[1,,2]", value: [1, 2], want: ["1:4: A value is missing here"] },
    { name: "a missing colon", text: '{"End" true}', value: {}, want: ["1:8: A colon is missing between this key and its value"] },
    { name: "a missing value", text: '{"End":\n}', value: {}, want: ["2:1: A value is missing here"] },
    {
      name: "a comment",
      text: '{ // pay\n"End": true }',
      value: { End: true },
      want: ['1:3: JSON has no comments. Use a "Comment" field, or write the file as YAML.'],
    },
    {
      name: "an object that is not closed",
      text: '{\n  "States": {\n    "A": {}\n',
      value: { States: { A: {} } },
      want: ["4:1: The object that opens on line 2 is not closed. A } is missing here or before."],
    },
    {
      name: "an array closed by a brace",
      text: '{ "ErrorEquals": ["States.ALL" }',
      value: { ErrorEquals: ["States.ALL"] },
      want: ["1:32: The array that opens on line 1 is not closed. A ] is missing here or before."],
    },
    {
      name: "a bracket too many",
      text: '{"End": true}}',
      value: { End: true },
      want: ["1:14: There is more text after the end of the JSON value. Remove it, or one closing bracket too many before it."],
    },
    {
      name: "a string without an end",
      text: '{\n "Next": "A,\n "End": true\n}',
      value: { Next: "A,", End: true },
      want: ["2:10: This string has no closing quote. A string ends on the line it starts on; write a line break as \\n."],
    },
    {
      name: "single quotes",
      text: "['A']",
      value: [],
      want: ['1:2: A string stands in single quotes. JSON strings stand in double quotes: "…".'],
    },
    {
      name: "a bare key",
      text: '{End: true, "Next": "A"}',
      value: { Next: "A" },
      want: ['1:2: The key End has no quotes. Write "End".'],
    },
    {
      name: "words of other languages, each on its own",
      text: '{"End": True, "Result": None}',
      value: {},
      want: ["1:9: True is not a JSON value. JSON writes it true.", "1:25: None is not a JSON value. JSON writes it null."],
    },
    { name: "a number that starts with 0", text: "[012]", value: [0, 12], want: ["1:3: A number does not start with 0"] },
    { name: "a number without an end", text: "[1.]", value: [1], want: ["1:2: This number is not complete"] },
    { name: "a number beyond what a number holds", text: "[1e999]", value: [null], want: ["1:2: This number is too large"] },
    {
      name: "an unknown escape",
      text: '["\\q"]',
      value: [""],
      want: ["1:2: This string holds an escape that JSON does not know. Write a backslash as \\\\."],
    },
    {
      name: "a key that stands twice",
      text: '{\n  "A": 1,\n  "A": 2\n}',
      value: { A: 2 },
      want: [
        '3:3: The key "A" stands twice in this object. The first stands on line 2, and this one replaces it. Remove or rename one of them.',
      ],
    },
    { name: "plain text", text: "hello", value: undefined, want: ["1:1: hello is not a JSON value. Text stands in double quotes."] },
  ])("$name is reported once, at its place, and the rest is read", ({ text, value, want }) => {
    const { value: found, problems } = read(text);
    expect(problems).toEqual(want.map((line) => `order.asl.json:${line}`));
    expect(JSON.stringify(found)).toBe(JSON.stringify(value));
  });

  test.each([
    { name: "a little too deep", text: `${"[".repeat(MAX_DEPTH + 1)}${"]".repeat(MAX_DEPTH + 1)}` },
    { name: "deeper than the stack", text: "[".repeat(200_000) },
  ])("nesting $name is an error, not a crash", ({ text }) => {
    expect(read(text)).toEqual({ value: undefined, problems: ["order.asl.json:1:501: Values are nested more than 500 deep"] });
  });

  test("whatever JSON.parse reads is read to the same value", () => {
    assert(
      property(json(), nat({ max: 4 }), (text, indent) => {
        const value: unknown = JSON.parse(text);
        expect(read(JSON.stringify(value, null, indent))).toEqual({ value, problems: [] });
      }),
    );
  });

  test("a text cut anywhere is reported within the text, whatever it held", () => {
    assert(
      property(array(json(), { minLength: 1 }), nat(), (values, cut) => {
        const whole = `{"States":[${values.join(",")}]}`;
        const text = whole.slice(0, cut % whole.length);
        const { diagnostics } = parseJson({ file: "order.asl.json", text });
        expect(diagnostics.length).toBeGreaterThan(0);
        for (const { span } of diagnostics)
          expect([span.start >= 0, span.start <= span.end, span.end <= text.length]).toEqual([true, true, true]);
      }),
    );
  });
});

test.each(["/*", '{ "End": true /*', "[1, /* two"])("what is wrong with %j stands inside it", (text) => {
  const { root, diagnostics } = parseJson({ file: "order.asl.json", text });
  const ends = [...diagnostics.map(({ span }) => span), ...(root === undefined ? [] : [root])].map(({ end }) => end);
  expect({ isWrong: diagnostics.length > 0, last: Math.max(...ends) }).toEqual({ isWrong: true, last: text.length });
});
