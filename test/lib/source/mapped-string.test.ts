import { describe, expect, test } from "vitest";
import type { SourceText } from "../../../src/lib/base/span.ts";
import { mappedString } from "../../../src/lib/source/mapped-string.ts";
import { mappedText, outerSpan, slicePieces } from "../../../src/lib/source/mapped-text.ts";
import type { StringNode } from "../../../src/lib/source/node.ts";
import { memberOf } from "../../../src/lib/source/node.ts";
import { parseText } from "../../../src/lib/source/parse-text.ts";

async function stringAt(source: SourceText, key: string): Promise<StringNode> {
  const { root, diagnostics } = await parseText(source);
  const value = memberOf(root, key)?.value;
  if (value?.type !== "string" || diagnostics.length > 0) throw new Error(`${key} is no string of ${source.text}`);
  return value;
}

describe("mappedString", () => {
  test.each([
    { name: "a JSON string", file: "t.json", text: '{ "D": "StartAt" }', part: "StartAt", want: "StartAt" },
    { name: "after escaped quotes", file: "t.json", text: String.raw`{ "D": "{\"StartAt\":\"Charge\"}" }`, part: "Charge", want: "Charge" },
    {
      name: "an escaped quote itself",
      file: "t.json",
      text: String.raw`{ "D": "{\"StartAt\"" }`,
      part: '"StartAt"',
      want: String.raw`\"StartAt\"`,
    },
    { name: "after a line break", file: "t.json", text: String.raw`{ "D": "{\n\t\"A\":1" }`, part: "A", want: "A" },
    { name: "a \\u escape", file: "t.json", text: String.raw`{ "D": "caf\u00e9 \ud83d\ude00!" }`, part: "é", want: String.raw`\u00e9` },
    { name: "after a pair of \\u escapes", file: "t.json", text: String.raw`{ "D": "\ud83d\ude00!" }`, part: "!", want: "!" },
    { name: "a block that keeps its lines", file: "t.yaml", text: "D: |\n  {\n    A: 1\n  }\n", part: "A: 1", want: "A: 1" },
    {
      name: "several lines of a block",
      file: "t.yaml",
      text: "D: |-\n  {\n    A: 1\n\n  }\n",
      part: "{\n  A: 1\n\n}",
      want: "{\n    A: 1\n\n  }",
    },
    { name: "a block with an indentation of its own", file: "t.yaml", text: "D: |2\n    A\n   B\n", part: "B", want: "B" },
    { name: "a block of a file with CRLF", file: "t.yaml", text: "D: |\r\n  A\r\n  B\r\nE: 1\r\n", part: "B", want: "B" },
    {
      name: "a block that folds its lines",
      file: "t.yaml",
      text: "D: >\n  A\n  B\n\n  C\n    D\n  E\n",
      part: "C\n  D\nE",
      want: "C\n    D\n  E",
    },
    { name: "a block with a comment beside its sign", file: "t.yaml", text: "D: |+ # kept\n  A\n\n", part: "A", want: "A" },
    { name: "single quotes", file: "t.yaml", text: "D: 'it''s A'\n", part: "A", want: "A" },
    { name: "a doubled quote", file: "t.yaml", text: "D: 'it''s A'\n", part: "'", want: "''" },
    { name: "single quotes over lines", file: "t.yaml", text: "D: 'A\n\n   B\n  C'\n", part: "C", want: "C" },
    {
      name: "double quotes over lines",
      file: "t.yaml",
      text: 'D: "A \\\n   B\n  C\\x41\\U00000042\\/"\n',
      part: "CAB/",
      want: "C\\x41\\U00000042\\/",
    },
    { name: "plain text over lines", file: "t.yaml", text: "D: A\n  B\n  C\n", part: "C", want: "C" },
    { name: "an alias, whole", file: "t.yaml", text: "X: &a one\nD: *a\n", part: "ne", want: "*a" },
  ])("$name leads back to its place", async ({ file, text, part, want }) => {
    const source = { file, text };
    const mapped = mappedString(source, await stringAt(source, "D"));
    const start = mapped.text.indexOf(part);
    expect(start).toBeGreaterThanOrEqual(0);
    const span = outerSpan(mapped, { start, end: start + part.length });
    expect(text.slice(span.start, span.end)).toBe(want);
  });

  test("the text is the string's value, and its end is the end of the string", async () => {
    const source = { file: "t.yaml", text: "D: |\n  A\n  B\nE: 1\n" };
    const mapped = mappedString(source, await stringAt(source, "D"));
    expect(mapped.text).toBe("A\nB\n");
    expect(outerSpan(mapped, { start: 4, end: 4 })).toEqual({ start: 13, end: 13 });
  });

  test("an empty string stands where it stands", async () => {
    const source = { file: "t.json", text: '{ "D": "" }' };
    expect(outerSpan(mappedString(source, await stringAt(source, "D")), { start: 0, end: 0 })).toEqual({ start: 9, end: 9 });
  });
});

describe("slicePieces", () => {
  test("cuts what stands as it is, and keeps the place of what does not", () => {
    const mapped = mappedText([
      { text: "order", span: { start: 10, end: 15 } },
      { text: "-live", span: { start: 20, end: 29 } },
    ]);
    expect(slicePieces(mapped, 2, 7)).toEqual([
      { text: "der", span: { start: 12, end: 15 } },
      { text: "-l", span: { start: 20, end: 29 } },
    ]);
    expect(slicePieces(mapped, 5, 5)).toEqual([]);
  });
});
