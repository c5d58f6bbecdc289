import { describe, expect, test } from "vitest";
import { checkSchema } from "../../../src/lib/source/check-schema.ts";
import { jsonSchemaOf } from "../../../src/lib/source/json-schema.ts";
import { parseYaml } from "../../../src/lib/source/parse-yaml.ts";
import type { Schema } from "../../../src/lib/source/schema.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";

const scenario: Schema = {
  type: "record",
  required: ["name"],
  keys: {
    name: { type: "text", description: "What the case shows." },
    status: { type: "text", values: ["SUCCEEDED", "FAILED"] },
    file: { type: "text", format: "file" },
    account: { type: "text", pattern: "^\\d{12}$", expected: "an account id" },
    seed: { type: "number" },
    timeout: { type: "number", above: 0 },
    strict: { type: "boolean" },
    input: { type: "any" },
    faults: { type: "list", items: { type: "text" }, max: 2 },
    order: { type: "list", items: { type: "text" }, min: 1 },
    key: { type: "either", options: [{ type: "text" }, { type: "list", items: { type: "text" }, min: 1, max: 2 }] },
    tables: { type: "map", values: { type: "record", keys: { env: { type: "text" } } } },
    reply: {
      type: "variants",
      variants: {
        return: { type: "record", keys: { return: { type: "any" } } },
        throw: { type: "record", keys: { throw: { type: "text" }, cause: { type: "text" } } },
      },
    },
  },
};

const formats = { file: (text: string) => (text.startsWith("/") ? { problem: "must be relative", hint: "Drop the slash." } : undefined) };

describe("checkSchema", () => {
  test.each([
    {
      name: "everything right",
      text: "{name: a, status: FAILED, file: x, account: '123456789012', seed: -1, timeout: 1, strict: true}",
      want: [],
    },
    {
      name: "lists, maps and choices",
      text: "{name: a, input: [~], faults: [], order: [a], key: [a, b], tables: {T: {env: E}}, reply: {throw: e, cause: c}}",
      want: [],
    },
    { name: "no mapping at all", text: "[]", want: ["1:1: The file must be a mapping, not a list"] },
    { name: "a missing key", text: "{}", want: ['1:1: The file needs the key "name"'] },
    { name: "an unknown key", text: "{name: a, fault: []}", want: ['1:11: Unknown key "fault". Did you mean "faults"?'] },
    {
      name: "an unknown key deeper",
      text: "{name: a, tables: {Orders: {evn: E}}}",
      want: ['1:29: Unknown key "evn" in tables.Orders. Did you mean "env"?'],
    },
    {
      name: "a person's own name with signs",
      text: '{name: a, tables: {"sns:x": 1}}',
      want: ['1:29: tables["sns:x"] must be a mapping, not the number 1'],
    },
    { name: "a number for text", text: "{name: 12}", want: ["1:8: name must be text, not the number 12. Put it in quotes."] },
    { name: "nothing for text", text: "name:\n", want: ["1:6: name must be text, not empty. Give it a value, or remove the key."] },
    { name: "text for a number", text: "{name: a, seed: one}", want: ['1:17: seed must be a number, not "one"'] },
    { name: "a number too small", text: "{name: a, timeout: 0}", want: ["1:20: timeout must be a number above 0, not the number 0"] },
    { name: "text for true or false", text: "{name: a, strict: yes}", want: ['1:19: strict must be true or false, not "yes"'] },
    {
      name: "a wrong word",
      text: "{name: a, status: FAILD}",
      want: ['1:19: status must be SUCCEEDED or FAILED, not "FAILD". Did you mean "FAILED"?'],
    },
    { name: "a word near none", text: "{name: a, status: gone}", want: ['1:19: status must be SUCCEEDED or FAILED, not "gone"'] },
    { name: "a pattern", text: "{name: a, account: '12'}", want: ['1:20: account must be an account id, not "12"'] },
    { name: "a format", text: "{name: a, file: /etc}", want: ["1:17: file must be relative. Drop the slash."] },
    { name: "a list too long", text: "{name: a, faults: [a, b, c]}", want: ["1:19: faults must be a list of at most 2, not one of 3"] },
    { name: "a list too short", text: "{name: a, order: []}", want: ["1:18: order must be a list of at least 1, not one of 0"] },
    { name: "a wrong item", text: "{name: a, faults: [true]}", want: ["1:20: faults[0] must be text, not true. Put it in quotes."] },
    { name: "neither of two", text: "{name: a, key: {}}", want: ["1:16: key must be text or a list of 1 to 2, not a mapping"] },
    { name: "one of two, wrong inside", text: "{name: a, key: [a, b, c]}", want: ["1:16: key must be a list of 1 to 2, not one of 3"] },
    {
      name: "no variant",
      text: "{name: a, reply: {retrun: 1}}",
      want: ['1:18: reply must have exactly one of return and throw, and has none of them. Did you mean "return"?'],
    },
    {
      name: "two variants",
      text: "{name: a, reply: {return: 1, throw: e}}",
      want: ["1:18: reply must have exactly one of return and throw, and has return and throw"],
    },
    {
      name: "a key of another variant",
      text: "{name: a, reply: {return: 1, cause: c}}",
      want: ['1:30: Unknown key "cause" in reply. Known: return.'],
    },
    {
      name: "several problems, in the order of the text",
      text: "seed: a\nstrict: 1\n",
      want: [
        '1:1: The file needs the key "name"',
        '1:7: seed must be a number, not "a"',
        "2:9: strict must be true or false, not the number 1",
      ],
    },
  ])("$name", async ({ text, want }) => {
    const { source, root } = await parseYaml({ file: "order.saga.yaml", text });
    const problems = root && checkSchema(root, scenario, { code: "scenario", formats });
    expect(shownDiagnostics(source, problems ?? [])).toEqual(want.map((line) => `order.saga.yaml:${line}`));
  });
});

test("a schema is published as JSON Schema", () => {
  expect(jsonSchemaOf(scenario, "scenario")).toEqual({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "scenario",
    type: "object",
    required: ["name"],
    additionalProperties: false,
    properties: {
      name: { description: "What the case shows.", type: "string" },
      status: { type: "string", enum: ["SUCCEEDED", "FAILED"] },
      file: { type: "string" },
      account: { type: "string", pattern: "^\\d{12}$" },
      seed: { type: "number" },
      timeout: { type: "number", exclusiveMinimum: 0 },
      strict: { type: "boolean" },
      input: {},
      faults: { type: "array", items: { type: "string" }, maxItems: 2 },
      order: { type: "array", items: { type: "string" }, minItems: 1 },
      key: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, minItems: 1, maxItems: 2 }] },
      tables: {
        type: "object",
        additionalProperties: { type: "object", properties: { env: { type: "string" } }, additionalProperties: false },
      },
      reply: {
        type: "object",
        oneOf: [
          { type: "object", properties: { return: {} }, required: ["return"], additionalProperties: false },
          {
            type: "object",
            properties: { throw: { type: "string" }, cause: { type: "string" } },
            required: ["throw"],
            additionalProperties: false,
          },
        ],
      },
    },
  });
});
