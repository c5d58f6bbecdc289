import { describe, expect, test } from "vitest";
import { parseHcl } from "../../../../src/lib/definition/hcl/hcl-file.ts";
import type { HclExpression, HclTemplatePart } from "../../../../src/lib/definition/hcl/hcl-tree.ts";
import { shownDiagnostics } from "../../../shown-diagnostics.ts";

/** The expression's shape with the text that each part was read from. */
function shape(text: string, expression: HclExpression): unknown {
  const of = (inner: HclExpression): unknown => shape(text, inner);
  const ofPart = (part: HclTemplatePart): unknown => {
    switch (part.type) {
      case "text":
        return `text: ${text.slice(part.span.start, part.span.end)}`;
      case "interpolation":
        return { "${": of(part.value) };
      case "if":
        return { if: of(part.condition), true: part.whenTrue.map(ofPart), false: part.whenFalse.map(ofPart) };
      case "for":
        return { for: part.names, in: of(part.collection), parts: part.parts.map(ofPart) };
    }
  };
  switch (expression.type) {
    case "literal":
      return expression.value;
    case "template":
      return expression.parts.map(ofPart);
    case "tuple":
      return expression.items.map(of);
    case "object":
      return new Map(expression.elements.map(({ key, value }) => [of(key), of(value)]));
    case "reference":
      return { path: expression.path };
    case "call":
      return { [expression.name]: expression.arguments.map(of), ...(expression.spread ? { spread: true } : {}) };
    case "member":
      return { of: of(expression.of), key: of(expression.key) };
    case "operation":
      return { [expression.operator]: expression.operands.map(of) };
    case "conditional":
      return { if: of(expression.condition), true: of(expression.whenTrue), false: of(expression.whenFalse) };
    case "for": {
      const { names, collection, key, result, condition } = expression;
      return { for: names, in: of(collection), key: key && of(key), result: of(result), if: condition && of(condition) };
    }
    case "other":
      return { other: text.slice(expression.span.start, expression.span.end) };
  }
}

describe("parseHcl", () => {
  test.each<{ readonly text: string; readonly want: unknown }>([
    { text: "3", want: 3 },
    { text: "-2.5", want: -2.5 },
    { text: "true", want: true },
    { text: "null", want: null },
    { text: '"order"', want: ["text: order"] },
    { text: '""', want: [] },
    { text: '"${var.stage}-order"', want: [{ "${": { path: ["var", "stage"] } }, "text: -order"] },
    { text: "1e5", want: 100_000 },
    { text: "-25e-1", want: -2.5 },
    { text: "1.5E+3", want: 1500 },
    { text: '"1e5 ${1e2}"', want: ["text: 1e5 ", { "${": 100 }] },
    { text: "step-1e5", want: { path: ["step-1e5"] } },
    {
      text: '"%{ if var.paid }paid%{ else }open%{ endif }!"',
      want: [{ if: { path: ["var", "paid"] }, true: ["text: paid"], false: ["text: open"] }, "text: !"],
    },
    {
      text: '"a %{~ if var.a ~} b %{~ endif ~} c ${~ var.d ~} e"',
      want: [
        "text: a",
        { if: { path: ["var", "a"] }, true: ["text: b"], false: [] },
        "text: c",
        { "${": { path: ["var", "d"] } },
        "text: e",
      ],
    },
    {
      text: '"%{ for key, step in var.steps }${key}%{ if step }!%{ endif }%{ endfor }"',
      want: [
        {
          for: ["key", "step"],
          in: { path: ["var", "steps"] },
          parts: [{ "${": { path: ["key"] } }, { if: { path: ["step"] }, true: ["text: !"], false: [] }],
        },
      ],
    },
    { text: "<<EOF\n  { }\nEOF\n", want: ["text:   { }\n"] },
    { text: "<<-EOF\n  a ${local.b} c\n  EOF\n", want: ["text:   a ", { "${": { path: ["local", "b"] } }, "text:  c\n"] },
    { text: "<<EOF\r\n{}\r\nEOF\r\n", want: ["text: {}\r\n"] },
    { text: "[1, # one\n [2],]", want: [1, [2]] },
    { text: 'aws_lambda_function.pay["eu"][0].1.arn', want: { path: ["aws_lambda_function", "pay", "eu", 0, 1, "arn"] } },
    { text: "(local.retry)", want: { path: ["local", "retry"] } },
    { text: 'merge(local.a, file("b"))', want: { merge: [{ path: ["local", "a"] }, { file: [["text: b"]] }] } },
    { text: "merge(local.all...)", want: { merge: [{ path: ["local", "all"] }], spread: true } },
    { text: "aws_lambda_function.pay.*.arn", want: { other: "aws_lambda_function.pay.*.arn" } },
    {
      text: "var.a[count.index].b",
      want: { of: { of: { path: ["var", "a"] }, key: { path: ["count", "index"] } }, key: ["text: b"] },
    },
    { text: "var.express ? 1 : 2", want: { if: { path: ["var", "express"] }, true: 1, false: 2 } },
    { text: "1 + 2 * 3", want: { "+": [1, { "*": [2, 3] }] } },
    {
      text: '!var.a && var.b.c[0] == ("d")',
      want: { "&&": [{ "!": [{ path: ["var", "a"] }] }, { "==": [{ path: ["var", "b", "c", 0] }, ["text: d"]] }] },
    },
    {
      text: "[for step in var.steps : step]",
      want: { for: ["step"], in: { path: ["var", "steps"] }, key: undefined, result: { path: ["step"] }, if: undefined },
    },
    {
      text: "{ for key, step in var.steps : step => key if key }",
      want: {
        for: ["key", "step"],
        in: { path: ["var", "steps"] },
        key: { path: ["step"] },
        result: { path: ["key"] },
        if: { path: ["key"] },
      },
    },
    { text: "{ for step in var.steps : step => step... }", want: { other: "{ for step in var.steps : step => step... }" } },
    { text: 'jsondecode("{}").a', want: { of: { jsondecode: [["text: {}"]] }, key: ["text: a"] } },
  ])("reads $text", async ({ text, want }) => {
    const source = { file: "order.tf", text: `definition = ${text}` };
    const { attributes, diagnostics } = await parseHcl(source);
    expect(diagnostics).toEqual([]);
    expect(attributes.map(({ name, value }) => ({ name, value: shape(source.text, value) }))).toEqual([
      { name: "definition", value: want },
    ]);
  });

  test("reads objects with every form of key", async () => {
    const text = 'x = {\n  Pay = 1, "Ship it" : 2\n  (last) = 3 // the last\n  null = 4\n}\n';
    const { attributes, comments } = await parseHcl({ file: "order.tf", text });
    expect(attributes.map(({ value }) => shape(text, value))).toEqual([
      new Map<unknown, unknown>([
        [["text: Pay"], 1],
        [["text: Ship it"], 2],
        [{ path: ["last"] }, 3],
        [null, 4],
      ]),
    ]);
    expect(comments).toEqual([{ span: { start: 44, end: 55 }, text: "the last" }]);
  });

  test("reads blocks in blocks with their labels", async () => {
    const text = 'resource "aws_sfn_state_machine" "order" {\n  logging_configuration {\n    level = "ALL"\n  }\n}\nlocals {}\n';
    const { blocks } = await parseHcl({ file: "order.tf", text });
    expect(blocks.map(({ type, labels, span }) => ({ type, labels, span }))).toEqual([
      { type: "resource", labels: ["aws_sfn_state_machine", "order"], span: { start: 0, end: 92 } },
      { type: "locals", labels: [], span: { start: 93, end: 102 } },
    ]);
    expect(blocks[0]?.blocks.map(({ type, attributes }) => [type, attributes.map(({ name }) => name)])).toEqual([
      ["logging_configuration", ["level"]],
    ]);
  });
});

const machine = (states: string): string => `resource "aws_sfn_state_machine" "order" {
  definition = jsonencode({
    StartAt = "Pay"
    ${states}
  })
}

resource "aws_sfn_state_machine" "refund" {
  definition = jsonencode({ StartAt = "Refund" })
}
`;

describe("a syntax error", () => {
  test.each([
    {
      name: "a missing equals sign",
      states: 'States { Pay = { Type = "Pass" } }',
      want: "4:5: This cannot be read as Terraform's language",
    },
    { name: "an open string", states: 'Comment = "Pays\n    States = {}', want: "4:15: This string has no closing quote" },
    { name: "an open brace", states: 'States = { Pay = { Type = "Pass" }', want: "5:4: A } is missing here" },
    { name: "a brace too many", states: "States = { Pay = {} } }", want: "5:3: A ) is missing here" },
    {
      name: "a missing comma",
      states: 'States = { Pay = { ErrorEquals = ["A" "B"] } }',
      want: "4:39: This cannot be read as Terraform's language",
    },
    { name: "an open interpolation", states: 'Comment = "Pays ${var.stage"', want: "4:15: This string has no closing quote" },
    { name: "single quotes", states: "Comment = 'Pays'", want: "4:15: This cannot be read as Terraform's language" },
    { name: "a missing value", states: "States =\n    Comment = 1", want: "5:13: This cannot be read as Terraform's language" },
  ])("$name is found at its place, and the blocks after it are read", async ({ states, want }) => {
    const source = { file: "order.tf", text: machine(states) };
    const { blocks, diagnostics } = await parseHcl(source);
    expect(shownDiagnostics(source, diagnostics).map((line) => line.replace(/\. .*/, ""))).toEqual([`order.tf:${want}`]);
    expect(blocks.at(-1)?.labels).toEqual(["aws_sfn_state_machine", "refund"]);
  });

  test("a text that nests too deep is one", async () => {
    const source = { file: "order.tf", text: `x = ${"[".repeat(20_000)}${"]".repeat(20_000)}` };
    const { diagnostics } = await parseHcl(source);
    expect(diagnostics.map(({ message }) => message)).toEqual(["Values are nested more than 500 deep"]);
  });
});
