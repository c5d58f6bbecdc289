import { expect, test } from "vitest";
import { valueOf } from "../../../src/lib/source/node.ts";
import { parseText, textFormat } from "../../../src/lib/source/parse-text.ts";

test.each([
  { file: "order.asl.json", text: "StartAt: A", want: "json" },
  { file: "order.asl.yaml", text: "{}", want: "yaml" },
  { file: "ORDER.YML", text: "", want: "yaml" },
  { file: "order", text: '\n{ "StartAt": "A" }', want: "json" },
  { file: "-", text: "[]", want: "json" },
  { file: "-", text: "StartAt: A", want: "yaml" },
])("$file holding $text is $want", ({ want, ...source }) => {
  expect(textFormat(source)).toBe(want);
});

test.each([
  { file: "order.asl.json", text: '{"StartAt":"A"}' },
  { file: "order.asl.yaml", text: "StartAt: A" },
])("$file gives its value", async (source) => {
  const { root } = await parseText(source);
  expect(root && valueOf(root)).toEqual({ StartAt: "A" });
});

test.each(["order.asl.json", "order.asl.yaml"])("%s in UTF-16 is one mistake, not one for each character", async (file) => {
  const text = Buffer.from('\uFEFF{\n  "StartAt": "Pay",\n  "States": {}\n}\n', "utf16le").toString("utf8");
  const { root, diagnostics } = await parseText({ file, text });
  expect(root).toBeUndefined();
  expect(diagnostics).toEqual([
    {
      code: "asl/syntax",
      severity: "error",
      message: "This is no text in UTF-8: it holds a NUL character",
      hint: "A file in UTF-16, as some programs on Windows write it, has to be saved as UTF-8.",
      span: { start: 3, end: 4 },
    },
  ]);
});
