import { expect, it } from "vitest";
import { locate } from "../../../src/lib/base/span.ts";

const text = '{\n  "StartAt": "在庫確保",\r\n  "States": {}\n}\n';
const source = { file: "order.asl.json", text };

it.each([
  { name: "the first character", span: { start: 0, end: 1 }, want: [1, 1, 1, 2] },
  { name: "a word on a later line", span: spanOf('"StartAt"'), want: [2, 3, 2, 12] },
  { name: "what follows other scripts, in UTF-16 units", span: spanOf(","), want: [2, 20, 2, 21] },
  { name: "what follows a CRLF", span: spanOf('"States"'), want: [3, 3, 3, 11] },
  { name: "several lines", span: spanOf('"在庫確保",\r\n  "States"'), want: [2, 14, 3, 11] },
  { name: "nothing", span: { start: 4, end: 4 }, want: [2, 3, 2, 3] },
  { name: "a line's end, still on its line", span: { start: 1, end: 2 }, want: [1, 2, 2, 1] },
  { name: "the end of the text", span: { start: text.length, end: text.length }, want: [5, 1, 5, 1] },
  { name: "what lies past the end", span: { start: 900, end: 901 }, want: [5, 1, 5, 1] },
])("finds $name", ({ span, want }) => {
  const [line, column, endLine, endColumn] = want;
  expect(locate(source, span)).toEqual({ file: "order.asl.json", line, column, endLine, endColumn });
});

function spanOf(part: string): { start: number; end: number } {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
}
