import { describe, expect, test } from "vitest";
import { parseHcl } from "../../../../src/lib/definition/hcl/hcl-file.ts";
import { withoutLongSpace } from "../../../../src/lib/definition/hcl/hcl-space.ts";

describe("withoutLongSpace", () => {
  test.each([
    { name: "short space stays", text: `a${" ".repeat(99)}b\n\n\n`, want: `a${" ".repeat(99)}b\n\n\n` },
    { name: "a long line is a comment", text: `a${" ".repeat(100)}b`, want: `a/*${"-".repeat(96)}*/b` },
    {
      name: "many lines are one comment between the first break and the last",
      text: `a\n${" \n".repeat(99)}  b`,
      want: `a\n#${"-".repeat(196)}\n  b`,
    },
    { name: "two breaks stay", text: `a\n\n${"\t".repeat(100)}b`, want: `a\n\n/*${"-".repeat(96)}*/b` },
    { name: "so does one", text: `a\n${"\t".repeat(100)}b`, want: `a\n/*${"-".repeat(96)}*/b` },
  ])("$name", ({ text, want }) => {
    expect(withoutLongSpace(text)).toBe(want);
    expect(want).toHaveLength(text.length);
  });

  test("a heredoc in long space keeps its text, and nothing becomes a comment of the file", async () => {
    const empty = "\n".repeat(300);
    const source = { file: "order.tf", text: `x = [${empty}<<EOF${empty}{}${empty}EOF${empty}, "${" ".repeat(200)}"]` };
    const { attributes, comments, diagnostics } = await parseHcl(source);
    const items = attributes[0]?.value.type === "tuple" ? attributes[0].value.items : [];
    const texts = items.map((item) =>
      item.type === "template" ? item.parts.map(({ span }) => source.text.slice(span.start, span.end)) : [],
    );
    expect({ texts, comments, diagnostics }).toEqual({
      texts: [[`${empty.slice(1)}{}${empty}`], [" ".repeat(200)]],
      comments: [],
      diagnostics: [],
    });
  });
});
