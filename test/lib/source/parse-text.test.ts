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
