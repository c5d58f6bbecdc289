import { expect, test } from "vitest";
import { lineIndex } from "../../../src/lib/base/line-index.ts";
import { locate } from "../../../src/lib/base/span.ts";

test.each([
  { name: "lines of two kinds of ends", text: '{\n  "StartAt": "在庫確保",\r\n  "States": {}\n}\n' },
  { name: "no line break", text: "{}" },
  { name: "blank lines", text: "\n\n\na\n\n" },
  { name: "nothing", text: "" },
])("gives for every span of a text with $name what locate gives", ({ text }) => {
  const source = { file: "order.asl.json", text };
  const index = lineIndex(source);
  for (let start = 0; start <= text.length + 1; start += 1) {
    for (let end = start; end <= text.length + 1; end += 1) expect(index({ start, end })).toEqual(locate(source, { start, end }));
  }
});
