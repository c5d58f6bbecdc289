import { describe, expect, test } from "vitest";
import { parseWithTokens } from "../../../src/lib/definition/parse-with-tokens.ts";
import { substitute } from "../../../src/lib/definition/substitute.ts";
import type { SourceText } from "../../../src/lib/base/span.ts";
import type { ParsedText } from "../../../src/lib/source/parsed-text.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";

const substitutions = {
  Attempts: "3",
  Table: 'orders "live"',
  Prefix: "Shop",
  Retry: '[{ "ErrorEquals": ["States.ALL"] }]',
  Account: "012345678901",
  constant: "x",
};

async function substituted(source: SourceText, reportUnknown = true): Promise<ParsedText> {
  return substitute(await parseWithTokens(source), { substitutions, reportUnknown });
}

describe("substitute", () => {
  test.each([
    { name: "a token in a string", file: "order.asl.json", text: '{"Table": "${Table}-v2"}', want: { Table: 'orders "live"-v2' } },
    {
      name: "several tokens in a string",
      file: "order.asl.json",
      text: '{"Name": "${Prefix}${Prefix}-${Attempts}"}',
      want: { Name: "ShopShop-3" },
    },
    {
      name: "a token without a value",
      file: "order.asl.json",
      text: '{"Resource": "${AWS::Partition}:${Prefix}"}',
      want: { Resource: "${AWS::Partition}:Shop" },
    },
    {
      name: "a name that every object inherits",
      file: "order.asl.json",
      text: '{"Resource": "${constructor}"}',
      want: { Resource: "${constructor}" },
    },
    {
      name: "a token of the Serverless Framework",
      file: "order.asl.json",
      text: '{"Resource": "#{Prefix}-#{AWS::Region}"}',
      want: { Resource: "Shop-#{AWS::Region}" },
    },
    {
      name: "a state name and what leads to it",
      file: "order.asl.json",
      text: '{"StartAt": "${Prefix}Pay", "States": {"${Prefix}Pay": {}}}',
      want: { StartAt: "ShopPay", States: { ShopPay: {} } },
    },
    { name: "a number in quotes", file: "order.asl.json", text: '{"MaxAttempts": "${Attempts}"}', want: { MaxAttempts: "3" } },
    {
      name: "a number in JSON that is not JSON yet",
      file: "order.asl.json",
      text: '{"MaxAttempts": ${Attempts}, "BackoffRate": 2}',
      want: { MaxAttempts: 3, BackoffRate: 2 },
    },
    { name: "a whole array", file: "order.asl.json", text: '{"Retry": ${Retry}}', want: { Retry: [{ ErrorEquals: ["States.ALL"] }] } },
    {
      name: "a token after a quoted one",
      file: "order.asl.json",
      text: '{"a": "\\"${Attempts}", "b": ${Attempts}}',
      want: { a: '"3', b: 3 },
    },
    { name: "a number in YAML", file: "order.asl.yaml", text: "MaxAttempts: ${Attempts}\n", want: { MaxAttempts: 3 } },
    { name: "a quoted number in YAML", file: "order.asl.yaml", text: 'MaxAttempts: "${Attempts}"\n', want: { MaxAttempts: "3" } },
    {
      name: "text in YAML",
      file: "order.asl.yaml",
      text: "Table: ${Table}\nAccount: ${Account}\n",
      want: { Table: 'orders "live"', Account: "012345678901" },
    },
    {
      name: "a token without a value in YAML",
      file: "order.asl.yaml",
      text: "Resource: ${ChargeFunction.Arn}\n",
      want: { Resource: "${ChargeFunction.Arn}" },
    },
    { name: "a block of text in YAML", file: "order.asl.yaml", text: "Comment: |\n  ${Prefix} saga\n", want: { Comment: "Shop saga\n" } },
  ])("$name", async ({ file, text, want }) => {
    const { root, diagnostics } = await substituted({ file, text });
    expect({ value: root && valueOf(root), diagnostics }).toEqual({ value: want, diagnostics: [] });
  });

  test("a value stands where its token does, with everything in it", async () => {
    const text = '{"Retry": ${Retry}}';
    const span = { start: 10, end: 18 };
    const { source, root } = await substituted({ file: "order.asl.json", text });
    expect(source.text).toBe(text);
    expect(memberOf(root, "Retry")?.value).toEqual({
      type: "array",
      ...span,
      items: [
        {
          type: "object",
          ...span,
          members: [
            { key: "ErrorEquals", ...span, value: { type: "array", ...span, items: [{ type: "string", value: "States.ALL", ...span }] } },
          ],
        },
      ],
    });
  });

  test.each([
    { name: "without a token", text: '{"StartAt": "Pay", "States": {"Pay": {"Type": "Task"}}}' },
    { name: "whose tokens have no value", text: '{"States": {"Pay": {"Resource": "${PayFunction.Arn}"}}}' },
  ])("a tree $name stays the same object", async ({ text }) => {
    const parsed = await parseWithTokens({ file: "order.asl.json", text });
    expect(substitute(parsed, { substitutions, reportUnknown: true })).toBe(parsed);
    expect(substitute(parsed, { substitutions: {}, reportUnknown: true })).toBe(parsed);
  });

  test("what holds no token stays the same object beside what holds one", async () => {
    const parsed = await parseWithTokens({
      file: "order.asl.json",
      text: '{"Pay": {"Type": "Task"}, "Refund": {"Resource": "${Prefix}"}}',
    });
    const { root } = substitute(parsed, { substitutions, reportUnknown: true });
    expect(memberOf(root, "Pay")).toBe(memberOf(parsed.root, "Pay"));
    expect(root && valueOf(root)).toEqual({ Pay: { Type: "Task" }, Refund: { Resource: "Shop" } });
  });

  test("a token that JSON needs a value for is a warning, as whoever deploys it may give one", async () => {
    const source = { file: "order.asl.json", text: '{ "MaxAttempts": ${Limit} }' };
    const { diagnostics } = await substituted(source);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect((await substituted(source, false)).diagnostics).toEqual([]);
    expect(substitute(await parseWithTokens(source), { substitutions: {}, reportUnknown: true }).diagnostics).toEqual(diagnostics);
  });

  test.each([
    {
      name: "a token that JSON needs a value for",
      text: '{\n  "MaxAttempts": ${Limit}\n}',
      want: [
        "2:18: ${Limit} stands outside quotes, and nothing gives it a value. Give it one in saga.config.yaml, under machines.NAME.substitutions: { Limit: 3 }.",
      ],
      value: { MaxAttempts: "${Limit}" },
    },
    {
      name: "a call in a template of Terraform's",
      text: '{ "Retry": ${jsonencode(retriers)} }',
      want: [
        "1:12: ${jsonencode(retriers)} stands outside quotes, and nothing gives it a value. Name the .tf file that reads this template, or its folder: its values are known there.",
      ],
      value: { Retry: "${jsonencode(retriers)}" },
    },
    {
      name: "a value that is not JSON",
      text: '{ "Name": ${Prefix} }',
      want: ["1:11: ${Prefix} stands outside quotes, and its value is not JSON: Shop. Put the token in quotes."],
      value: { Name: "Shop" },
    },
    {
      name: "an error beside a token",
      text: '{ "MaxAttempts": ${Attempts}, }',
      want: ["1:29: There is a comma before the closing }. JSON allows none after the last value."],
      value: { MaxAttempts: 3 },
    },
  ])("$name is a diagnostic at its place", async ({ text, want, value }) => {
    const { source, root, diagnostics } = await substituted({ file: "order.asl.json", text });
    expect(shownDiagnostics(source, diagnostics)).toEqual(want.map((line) => `order.asl.json:${line}`));
    expect(root && valueOf(root)).toEqual(value);
  });
});
