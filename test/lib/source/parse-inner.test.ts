import { expect, test } from "vitest";
import { locate } from "../../../src/lib/base/span.ts";
import { mappedString } from "../../../src/lib/source/mapped-string.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";
import { parseInner } from "../../../src/lib/source/parse-inner.ts";
import { parseJson } from "../../../src/lib/source/parse-json.ts";
import type { ParsedText } from "../../../src/lib/source/parsed-text.ts";
import { parseText } from "../../../src/lib/source/parse-text.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";

async function readInner(file: string, text: string): Promise<ParsedText> {
  const source = { file, text };
  const value = memberOf((await parseText(source)).root, "DefinitionString")?.value;
  if (value?.type !== "string") throw new Error("DefinitionString is no string");
  return parseInner(source, mappedString(source, value), parseJson);
}

test("a tree inside a string of a file has its places in the file", async () => {
  const { source, root, diagnostics } = await readInner(
    "template.yaml",
    'DefinitionString: |\n  {\n    "StartAt": "ChargeCard",\n    "States": { "ChargeCard": { "Type": "Succeed" } }\n  }\n',
  );
  expect(diagnostics).toEqual([]);
  expect(root && valueOf(root)).toEqual({ StartAt: "ChargeCard", States: { ChargeCard: { Type: "Succeed" } } });
  const startAt = memberOf(root, "StartAt");
  expect(locate(source, startAt ?? { start: 0, end: 0 })).toMatchObject({ line: 3, column: 5, endLine: 3, endColumn: 14 });
  expect(locate(source, startAt?.value ?? { start: 0, end: 0 })).toMatchObject({ line: 3, column: 16, endLine: 3, endColumn: 28 });
  expect(root && locate(source, root)).toMatchObject({ line: 2, column: 3, endLine: 5, endColumn: 4 });
});

test.each([
  {
    name: "a missing comma in a block",
    file: "template.yaml",
    text: 'DefinitionString: |\n  {\n    "StartAt": "A"\n    "States": {}\n  }\n',
    want: "template.yaml:4:5: A comma is missing between these two members. Put it before this one.",
  },
  {
    name: "an object that is not closed, named by its line in the file",
    file: "template.yaml",
    text: 'DefinitionString: |\n  {\n    "States": {\n  }\n',
    want: "template.yaml:5:1: The object that opens on line 2 is not closed. A } is missing here or before.",
  },
  {
    name: "a key that stands twice",
    file: "template.yaml",
    text: 'DefinitionString: >-\n\n  { "A": 1,\n    "A": 2 }\n',
    want: 'template.yaml:4:5: The key "A" stands twice in this object. The first stands on line 3, and this one replaces it. Remove or rename one of them.',
  },
  {
    name: "a comma too many in a string of JSON",
    file: "template.json",
    text: String.raw`{ "DefinitionString": "{\"A\":1,\n}" }`,
    want: "template.json:1:32: There is a comma before the closing }. JSON allows none after the last value.",
  },
  {
    name: "an empty definition",
    file: "template.yaml",
    text: 'DefinitionString: ""\n',
    want: "template.yaml:1:21: The text here is empty",
  },
])("$name is reported at its place in the file", async ({ file, text, want }) => {
  const { source, diagnostics } = await readInner(file, text);
  expect(shownDiagnostics(source, diagnostics)).toEqual([want]);
});
