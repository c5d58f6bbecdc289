import { describe, expect, test } from "vitest";
import { locate } from "../../../src/lib/base/span.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";
import { parseYaml } from "../../../src/lib/source/parse-yaml.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";

async function read(text: string): Promise<{ readonly value: unknown; readonly problems: readonly string[] }> {
  const { source, root, diagnostics } = await parseYaml({ file: "order.asl.yaml", text });
  return { value: root && valueOf(root), problems: shownDiagnostics(source, diagnostics) };
}

describe("parseYaml", () => {
  test("every value and key keeps its place, and a block ends with its last value", async () => {
    const text = "StartAt: A\nRetry:\n  - MaxAttempts: 3\n\n# the end\n";
    const span = (part: string): { start: number; end: number } => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
    expect(await parseYaml({ file: "order.asl.yaml", text })).toEqual({
      source: { file: "order.asl.yaml", text },
      diagnostics: [],
      comments: [{ span: span("# the end"), text: "the end" }],
      root: {
        type: "object",
        start: 0,
        end: text.indexOf("3") + 1,
        members: [
          { key: "StartAt", ...span("StartAt"), value: { type: "string", value: "A", start: 9, end: 10 } },
          {
            key: "Retry",
            ...span("Retry"),
            value: {
              type: "array",
              ...span("- MaxAttempts: 3"),
              items: [
                {
                  type: "object",
                  ...span("MaxAttempts: 3"),
                  members: [{ key: "MaxAttempts", ...span("MaxAttempts"), value: { type: "number", value: 3, ...span("3") } }],
                },
              ],
            },
          },
        ],
      },
    });
  });

  test.each([
    { name: "on a line of its own", text: "# the saga\nStartAt: A\n", want: [{ at: "1:1", text: "the saga" }] },
    { name: "after a value", text: "StartAt: A # first\nEnd: true\n", want: [{ at: "1:12", text: "first" }] },
    { name: "after the sign of a block", text: "Comment: | # shown\n  # not a comment\n", want: [{ at: "1:12", text: "shown" }] },
    { name: "in a list in brackets", text: "Retry: [ # all\n  1]\n", want: [{ at: "1:10", text: "all" }] },
    { name: "not in quotes, nor inside a word", text: "a: \"# 1\"\nb: '# 2'\nc: x#3\nd: '#'\n", want: [] },
    {
      name: "of several lines",
      text: "a: 1\n\n#1\r\n  # 2\n",
      want: [
        { at: "3:1", text: "1" },
        { at: "4:3", text: "2" },
      ],
    },
    { name: "in a file that holds nothing else", text: "\uFEFF# nothing", want: [{ at: "1:2", text: "nothing" }] },
  ])("a comment $name is kept with its place", async ({ text, want }) => {
    const { source, comments } = await parseYaml({ file: "order.asl.yaml", text });
    const shown = comments.map((comment) => {
      const { line, column } = locate(source, comment.span);
      return { at: `${line}:${column}`, text: comment.text };
    });
    expect(shown).toEqual(want);
  });

  test.each([
    { name: "JSON", text: '{"End": true, "Retry": []}', want: { End: true, Retry: [] } },
    {
      name: "an alias",
      text: "retry: &r [{MaxAttempts: 3}]\nother: *r\n",
      want: { retry: [{ MaxAttempts: 3 }], other: [{ MaxAttempts: 3 }] },
    },
    {
      name: "a merge key, which the mapping's own keys outrank",
      text: "base: &b {Type: Task, End: true}\nstep:\n  <<: *b\n  End: false\n",
      want: { base: { Type: "Task", End: true }, step: { Type: "Task", End: false } },
    },
    { name: "a merge of several, where earlier ones win", text: "<<: [{a: 1}, {a: 2, b: 3}]\nc: 4\n", want: { a: 1, b: 3, c: 4 } },
    { name: "a quoted <<", text: '"<<": 1\n', want: { "<<": 1 } },
    { name: "dates, yes and no", text: "at: 2024-01-01\nok: yes\n", want: { at: "2024-01-01", ok: "yes" } },
    { name: "numbers and null as keys", text: "1: a\n~: b\n", want: { "1": "a", null: "b" } },
    { name: "tags that programs bring", text: "a: !!binary aGk=\nb: !!set {x}\n", want: { a: "aGk=", b: { x: null } } },
    {
      name: "a bracket that closes further left than what holds it",
      text: 'Policy:\n    Statement: {\n  "Effect": ["Allow",\n"Deny"]\n  }\n    Note: two\n      lines\nEnd: true\n',
      want: { Policy: { Statement: { Effect: ["Allow", "Deny"] }, Note: "two lines" }, End: true },
    },
    { name: "an empty value", text: "Result:\n", want: { Result: null } },
  ])("$name is read", async ({ text, want }) => {
    expect(await read(text)).toEqual({ value: want, problems: [] });
  });

  test("tags of the person's own stay on their nodes", async () => {
    const { root, diagnostics } = await parseYaml({
      file: "template.yaml",
      text: "Resource: !GetAtt ChargeFunction.Arn\nTopic: !Sub\n  - x\n",
    });
    expect(diagnostics).toEqual([]);
    expect(memberOf(root, "Resource")?.value).toEqual({
      type: "string",
      value: "ChargeFunction.Arn",
      tag: "!GetAtt",
      start: 18,
      end: 36,
    });
    expect(memberOf(root, "Topic")?.value).toMatchObject({ type: "array", tag: "!Sub" });
  });

  test("an alias stands at its own place, and what is in it at the anchor's", async () => {
    const { root } = await parseYaml({ file: "order.asl.yaml", text: "a: &a [1]\nb: *a\n" });
    expect(memberOf(root, "b")?.value).toEqual({
      type: "array",
      start: 13,
      end: 15,
      items: [{ type: "number", value: 1, start: 7, end: 8 }],
    });
  });

  test.each([
    { name: "an empty file", text: "# nothing\n", want: ["1:1: The file is empty"] },
    {
      name: "a second document",
      text: "StartAt: A\n---\nStartAt: B\n",
      want: ["2:1: A second document starts here. A file holds one document: remove the --- before it."],
    },
    {
      name: "a key that stands twice",
      text: "States:\n  A: {}\n  A: {}\n",
      want: [
        '3:3: The key "A" stands twice in this object. The first stands on line 2, and this one replaces it. Remove or rename one of them.',
      ],
    },
    {
      name: "an alias without an anchor",
      text: "Retry: *transient\n",
      want: [
        "1:8: The alias *transient names no anchor. An anchor &transient must stand before it; put text that starts with * in quotes.",
      ],
    },
    {
      name: "an alias inside its own anchor",
      text: "a: &a [*a]\n",
      want: ["1:8: The alias *a names no anchor. An anchor &a must stand before it; put text that starts with * in quotes."],
    },
    { name: "a merge of no mapping", text: "<<: 3\n", want: ["1:5: << merges a mapping or a list of mappings, and this is neither"] },
    {
      name: "a mapping as a key",
      text: "? {a: 1}\n: 2\n",
      want: ["1:3: A key must be text. A mapping, a list or an alias cannot be a key."],
    },
    { name: "infinity", text: "TimeoutSeconds: .inf\n", want: ["1:17: .inf is not a number that JSON knows"] },
    { name: "a tab", text: "\tStartAt: A\n", want: ["1:1: Tabs are not allowed as indentation. Indent with spaces."] },
    {
      name: "a colon in a value",
      text: "Comment: pay: the order\n",
      want: [
        "1:10: A value and a mapping stand in one place. Put text that holds a colon in quotes, or mend the indentation of the next line.",
      ],
    },
    {
      name: "a line without a colon",
      text: "StartAt\nStates: {}\n",
      want: ["1:1: A key and its colon must stand on one line. A colon or a comma may be missing on the line where this starts."],
    },
    {
      name: "an indentation that fits nowhere",
      text: "Retry:\n  - A\n B: 2\n",
      want: [
        "3:2: This line starts 1 column further right than Retry, with which its mapping begins. Lines of one mapping start at the same column; further right stands what belongs to a key without a value of its own.",
      ],
    },
    {
      name: "what hangs under a key that has a value",
      text: 'Pay:\n  ResultPath: "$.paid"\n    # who is told\n    Catch: []\n',
      want: [
        "4:5: This line starts 2 columns further right than ResultPath, with which its mapping begins. Lines of one mapping start at the same column; further right stands what belongs to a key without a value of its own.",
      ],
    },
    {
      name: "a line that is too far left for one mapping, and too far right for the next",
      text: "States:\n    Pay: {}\n  Ship: {}\n",
      want: [
        "3:3: This line starts 2 columns further right than States, with which its mapping begins. Lines of one mapping start at the same column; further right stands what belongs to a key without a value of its own.",
      ],
    },
    {
      name: "a line between an item of a list and its dash",
      text: "Retry:\n  - ErrorEquals: [States.ALL]\n   MaxAttempts: 3\n",
      want: [
        "3:4: This line is no item of the list above it, and belongs to none. Put it below the first letter behind the dash, or a dash before it.",
      ],
    },
    {
      name: "a bracket that is never closed",
      text: "Catch: [{ Next: Refund }\nEnd: true\n",
      want: [
        "2:1: Flow sequence in block collection must be sufficiently indented and end with a ]. Lines of one mapping or list start at the same column.",
      ],
    },
    {
      name: "an open single quote",
      text: "StartAt: 'A",
      want: ["1:12: Missing closing single quote. Add it, or remove the one that opens."],
    },
    { name: "an open quote", text: 'StartAt: "A\n', want: ["2:1: Missing closing double quote. Add it, or remove the one that opens."] },
    {
      name: "a mapping after a list",
      text: "- A\nB: 1\n",
      want: [
        "2:1: This text belongs neither to the value before it nor to another. Put text that holds : # @ ` % or starts with another sign in quotes.",
      ],
    },
  ])("$name is reported once, at its place", async ({ text, want }) => {
    const { problems } = await read(text);
    expect(problems).toEqual(want.map((line) => `order.asl.yaml:${line}`));
  });

  test("what is missing at the end is reported at the end, not after it", async () => {
    const { source, diagnostics } = await parseYaml({ file: "order.asl.yaml", text: 'StartAt: "A' });
    expect(diagnostics.map(({ span }) => span)).toEqual([{ start: source.text.length, end: source.text.length }]);
  });

  test("aliases inside aliases are bounded", async () => {
    const levels = Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(", ")}]`);
    const { problems } = await read(["a0: &a0 [lol]", ...levels].join("\n"));
    expect(problems).toEqual([
      "order.asl.yaml:6:40: Aliases add more than 100000 values to this file. Write fewer aliases inside aliases.",
    ]);
  });

  test.each([{ text: "[".repeat(20_000) }, { text: "{".repeat(100_000) }, { text: `${"- ".repeat(700)}a` }])(
    "nesting that is too deep is an error, not a crash",
    async ({ text }) => {
      const { problems } = await read(text);
      expect(problems).toEqual([expect.stringMatching(/Values are nested more than 500 deep$/)]);
    },
  );
});
