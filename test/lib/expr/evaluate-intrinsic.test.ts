import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { evaluateIntrinsic } from "../../../src/lib/expr/evaluate-intrinsic.ts";
import type { Evaluated } from "../../../src/lib/expr/evaluated.ts";
import { parseIntrinsic } from "../../../src/lib/expr/intrinsic.ts";
import { scopeOf } from "./scope-of.ts";

const INPUT: JsonValue = {
  name: "Ada",
  order: { order_id: "o-1", items: [1, 2] },
  nothing: null,
  ratio: 1.1,
  list: [1, 2, 3, 4, 5],
  empty: [],
  long: "x".repeat(10_001),
};

function run(text: string, input: JsonValue = INPUT): Evaluated<JsonValue> {
  const parsed = parseIntrinsic(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return evaluateIntrinsic(parsed.value, scopeOf(input, { Execution: { Name: "run-1" } }));
}

describe("evaluateIntrinsic", () => {
  test.each<{ text: string; want: JsonValue }>([
    { text: "States.Format('Hello {}', $.name)", want: "Hello Ada" },
    { text: "States.Format('{} {} {}', $.nothing, $.ratio, true)", want: "null 1.1 true" },
    { text: "States.Format('{}', $.order)", want: "{order_id=o-1, items=[1, 2]}" },
    { text: "States.Format('\\{\\} it\\'s \\\\ {}', 1)", want: "{} it's \\ 1" },
    { text: "States.Format('no placeholders')", want: "no placeholders" },
    { text: "States.StringToJson('{\"a\": [1]}')", want: { a: [1] } },
    { text: "States.StringToJson('  ')", want: null },
    { text: "States.JsonToString($.order)", want: '{"order_id":"o-1","items":[1,2]}' },
    {
      text: 'States.JsonMerge($.order, States.StringToJson(\'{"items":0,"paid":true}\'), false)',
      want: { order_id: "o-1", items: 0, paid: true },
    },
    { text: "States.Array()", want: [] },
    { text: "States.Array(1, 'a', $.nothing)", want: [1, "a", null] },
    { text: "States.ArrayPartition($.list, 2)", want: [[1, 2], [3, 4], [5]] },
    { text: "States.ArrayPartition($.list, 2.6)", want: [[1, 2], [3, 4], [5]] },
    { text: "States.ArrayPartition($.empty, 2)", want: [] },
    { text: "States.ArrayContains($.list, 3)", want: true },
    { text: "States.ArrayContains($.list, '3')", want: false },
    { text: "States.ArrayRange(1, 9, 2)", want: [1, 3, 5, 7, 9] },
    { text: "States.ArrayRange(5, 1, -2)", want: [5, 3, 1] },
    { text: "States.ArrayRange(5.4, -0.6, -2.4)", want: [5, 3, 1] },
    { text: "States.ArrayRange(5, 1, 1)", want: [] },
    { text: "States.ArrayGetItem($.list, 1.2)", want: 2 },
    { text: "States.ArrayGetItem($.empty, 9)", want: null },
    { text: "States.ArrayLength($.list)", want: 5 },
    { text: "States.ArrayUnique(States.Array(1, '1', 1, $.order, $.order))", want: [1, "1", { order_id: "o-1", items: [1, 2] }] },
    { text: "States.Base64Encode('Data to encode')", want: "RGF0YSB0byBlbmNvZGU=" },
    { text: "States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", want: "Data to encode" },
    { text: "States.Base64Decode(' YWJj ')", want: "abc" },
    { text: "States.Hash('input data', 'MD5')", want: "812f45842bc6d66ee14572ce20db8e86" },
    { text: "States.Hash('input data', 'SHA-1')", want: "aaff4a450a104cd177d28d18d74485e8cae074b7" },
    { text: "States.StringSplit('This.is+a,test', '.+,')", want: ["This", "is", "a", "test"] },
    { text: "States.StringSplit(',a,,b,', ',')", want: ["a", "b"] },
    { text: "States.StringSplit('', ',')", want: [] },
    { text: "States.MathAdd(1.5, 1.51)", want: 4 },
    { text: "States.MathAdd(-1.5, -1.51)", want: -3 },
    { text: "States.MathAdd(-2.5, 0)", want: -2 },
    { text: "States.MathAdd(-0.2, 0)", want: 0 },
    { text: "States.ArrayGetItem(States.StringSplit($$.Execution.Name, '-'), States.MathAdd(2, -1))", want: "1" },
    { text: "States.ArrayLength($.missing[*])", want: 0 },
  ])("$text gives $want", ({ text, want }) => {
    expect(run(text)).toEqual({ ok: true, value: want });
  });

  test.each([
    { text: "States.Format('{}')", why: "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}." },
    {
      text: "States.Format('{}', 1, 2)",
      why: "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.",
    },
    { text: "States.Format('Hello {', $.name)", why: "Invalid template in States.Format: matching '}' not found for '{'." },
    { text: "States.Format($.ratio)", why: "Invalid arguments in States.Format" },
    { text: "States.StringToJson('{')", why: "Invalid arguments in States.StringToJson" },
    { text: "States.JsonMerge($.order, $.order, true)", why: "Invalid arguments in States.JsonMerge" },
    { text: "States.JsonMerge($.list, $.order, false)", why: "Invalid arguments in States.JsonMerge" },
    { text: "States.ArrayPartition($.list, 0.49)", why: "Invalid arguments in States.ArrayPartition" },
    { text: "States.ArrayContains($.name, 'A')", why: "Invalid arguments in States.ArrayContains" },
    { text: "States.ArrayRange(1, 1001, 1)", why: "Invalid arguments in States.ArrayRange" },
    { text: "States.ArrayRange(1, 10, 0)", why: "Invalid arguments in States.ArrayRange" },
    { text: "States.ArrayGetItem($.list, 5)", why: "Invalid arguments in States.ArrayGetItem" },
    { text: "States.ArrayGetItem($.list, -1)", why: "Invalid arguments in States.ArrayGetItem" },
    { text: "States.ArrayLength($.order)", why: "Invalid arguments in States.ArrayLength" },
    { text: "States.ArrayUnique($.order)", why: "Invalid arguments in States.ArrayUnique" },
    { text: "States.Base64Encode($.long)", why: "Invalid arguments in States.Base64Encode" },
    { text: "States.Base64Decode($.long)", why: "Invalid arguments in States.Base64Decode" },
    { text: "States.Hash('order', 'CRC32')", why: "Invalid arguments in States.Hash" },
    { text: "States.StringSplit('a,b', 1)", why: "Invalid arguments in States.StringSplit" },
    { text: "States.MathAdd(2147483647, 1)", why: "Invalid arguments in States.MathAdd" },
    { text: "States.MathAdd('1', 1)", why: "Invalid arguments in States.MathAdd" },
    { text: "States.MathRandom(10, 5)", why: "Invalid arguments in States.MathRandom" },
    { text: "States.MathRandom(1, 5, 'seed')", why: "Invalid arguments in States.MathRandom" },
  ])("$text is refused at run time", ({ text, why }) => {
    expect(run(text)).toEqual({ ok: false, error: "States.Runtime", cause: `The function '${text}' had the following error: ${why}` });
  });

  test("a path that finds nothing is named with the whole expression and the input", () => {
    const text = "States.Format('{}', States.Format('{}', $.payment.id))";
    expect(run(text, { order: 1 })).toEqual({
      ok: false,
      error: "States.Runtime",
      cause: `The function '${text}' had the following error: The JsonPath argument for the field '$.payment.id' could not be found in the input '{"order":1}'`,
    });
  });

  test("a context path that finds nothing is named as AWS names it", () => {
    expect(run("States.Format('{}', $$.Task.Token)", { order: 1 })).toMatchObject({
      cause: expect.stringContaining("for the field '$.Task.Token' could not be found in the input '{\"order\":1}'") as string,
    });
  });

  test("States.MathRandom stays in its range and repeats itself for the same seed", () => {
    const numbers = Array.from({ length: 50 }, (_, seed) => run(`States.MathRandom(1.6, 5.4, ${seed})`));
    expect(numbers.every((result) => result.ok && [1, 2, 3, 4].includes(result.value as number))).toBe(true);
    expect(run("States.MathRandom(1, 1000, 42)")).toEqual(run("States.MathRandom(1, 1000, 42)"));
  });

  test("States.UUID makes a version 4 UUID out of the given chance", () => {
    const id = run("States.UUID()");
    expect(id).toEqual({
      ok: true,
      value: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string,
    });
    expect(run("States.UUID()")).toEqual(id);
  });

  test("States.JsonMerge keeps a field called __proto__ as data", () => {
    const merged = run("States.JsonMerge($.a, $.b, false)", JSON.parse('{"a":{},"b":{"__proto__":{"admin":true}}}') as JsonValue);
    expect(JSON.stringify(merged)).toBe('{"ok":true,"value":{"__proto__":{"admin":true}}}');
  });
});
