import { expect, it } from "vitest";
import { spanInString } from "../../../src/lib/asl/span-in-string.ts";

/** What of the file is marked, where `part` of the expression is meant. */
function marked(text: string, source: string, part: string): string {
  const start = source.indexOf(part);
  const string = { start: text.indexOf("=") + 1, end: text.length };
  const span = spanInString({ file: "order.asl.json", text }, string, source, { start, end: start + part.length });
  return text.slice(span.start, span.end);
}

it.each([
  { name: "a plain string", text: '="{% $a + order %}"', source: "$a + order", want: "order" },
  { name: "one with escapes before the place", text: '="{% \\"x\\" &\\n\\torder %}"', source: '"x" &\n\torder', want: "order" },
  { name: "one with an escaped letter for a line break before it", text: '="{%\\norder %}"', source: "order", want: "order" },
  { name: "one in another string", text: '={\\"Output\\": \\"{% \\\\\\"x\\\\\\" & order %}\\"}', source: '"x" & order', want: "order" },
  { name: "a block of YAML", text: "=|-\n  {%\n    $a +\n    order\n  %}", source: "$a +\n  order", want: "order" },
  { name: "a string whose text was changed meanwhile", text: '="{% $b %}"', source: "$a + order", want: '"{% $b %}"' },
  { name: "a string that is named elsewhere", text: "=*output", source: "$a + order", want: "*output" },
])("a place in $name", ({ text, source, want }) => {
  expect(marked(text, source, "order")).toBe(want);
});

it("the end of an expression is marked by its last character", () => {
  const text = '"{% 1 + %}"';
  expect(spanInString({ file: "f", text }, { start: 0, end: text.length }, "1 +", { start: 3, end: 4 })).toEqual({ start: 6, end: 7 });
});
