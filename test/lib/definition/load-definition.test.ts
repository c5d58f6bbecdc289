import { describe, expect, test } from "vitest";
import type { FolderEntry } from "../../../src/lib/base/ports.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";
import type { LoadedDefinition } from "../../../src/lib/definition/carrier.ts";
import { chooseMachine, loadDefinition } from "../../../src/lib/definition/load-definition.ts";
import { memoryFiles } from "../../memory-files.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";

const JSON_TEXT = '{ "StartAt": "ProcessOrder", "States": { "ProcessOrder": { "Type": "Succeed" } } }';
const YAML_TEXT = "StartAt: ProcessOrder\nStates:\n  ProcessOrder: { Type: Succeed }\n";

describe("loadDefinition", () => {
  test.each([
    { path: "/shop/order.asl.json", text: JSON_TEXT, want: "order" },
    { path: "/shop/order.jsonata.asl.yaml", text: YAML_TEXT, want: "order.jsonata" },
    { path: "/shop/order.yml", text: YAML_TEXT, want: "order" },
    { path: "/shop/order.ASL.JSON", text: JSON_TEXT, want: "order" },
    { path: "/shop/order.asl", text: JSON_TEXT, want: "order" },
    { path: "/shop/order.asl", text: YAML_TEXT, want: "order" },
    { path: "/shop/order", text: JSON_TEXT, want: "order" },
  ])("$path holds the machine $want", async ({ path, text, want }) => {
    const { machine, source, root, diagnostics } = await loadDefinition(memoryFiles({ [path]: text }), path, { shownAs: path.slice(1) });
    expect({ machine, source, diagnostics }).toEqual({ machine: want, source: { file: path.slice(1), text }, diagnostics: [] });
    expect(root && valueOf(root)).toEqual(JSON.parse(JSON_TEXT));
  });

  test.each([
    {
      name: "malformed JSON",
      path: "/shop/order.asl.json",
      text: '{\n  "StartAt": "A"\n  "States": {}\n}',
      want: ["3:3: A comma is missing between these two members. Put it before this one."],
    },
    {
      name: "malformed YAML",
      path: "/shop/order.asl.yaml",
      text: "StartAt: A\n\tStates: {}\n",
      want: ["2:1: Tabs are not allowed as indentation. Indent with spaces."],
    },
    { name: "an empty file", path: "/shop/order.asl.yaml", text: "", want: ["1:1: The file is empty"] },
  ])("$name is a diagnostic", async ({ path, text, want }) => {
    const { source, diagnostics } = await loadDefinition(memoryFiles({ [path]: text }), path);
    expect(shownDiagnostics(source, diagnostics)).toEqual(want.map((line) => `${path}:${line}`));
  });

  test("a link to nothing is no near name of itself", async () => {
    const files = memoryFiles({ "/shop/order.asl.json": "{}" });
    const list = (path: string): readonly string[] => [...files.list(path), "oder.asl.json"];
    const entries = (path: string): readonly FolderEntry[] => [...files.entries(path), { name: "oder.asl.json", type: "link" }];
    await expect(loadDefinition({ ...files, list, entries }, "/shop/oder.asl.json", { shownAs: "oder.asl.json" })).rejects.toMatchObject({
      message: "oder.asl.json is a link to what does not exist",
      hint: "Did you mean order.asl.json?",
    });
  });

  test.each([
    { name: "a near name", path: "/shop/oder.asl.json", message: "oder.asl.json does not exist", hint: "Did you mean order.asl.json?" },
    {
      name: "a pattern",
      path: "/shop/*.asl.json",
      message: "*.asl.json does not exist",
      hint: "Patterns are for the shell to fill in. Name a folder, and the definitions in it are found.",
    },
    {
      name: "no near name",
      path: "/shop/shipping-and-handling.json",
      message: "shipping-and-handling.json does not exist",
      hint: "No file in this folder has a name like it. Definitions there: order.asl.json, travel.asl.yaml.",
    },
    {
      name: "a folder without definitions",
      path: "/shop/docs/order.asl.json",
      message: "docs/order.asl.json does not exist",
      hint: "No file in docs has a name like it.",
    },
    {
      name: "the name of a file in a folder",
      path: "/shop/readme.md",
      message: "readme.md does not exist",
      hint: "Did you mean docs/readme.md?",
    },
    {
      name: "no folder either",
      path: "/shop/sagas/order.asl.json",
      message: "sagas/order.asl.json does not exist",
      hint: "There is no folder sagas either.",
    },
    {
      name: "a folder",
      path: "/shop",
      message: "shop is a folder, not a definition",
      hint: "Name one of its definitions (shop/order.asl.json, shop/travel.asl.yaml), or put a saga.config.yaml into it.",
    },
    {
      name: "an empty folder",
      path: "/shop/docs",
      message: "docs is a folder, not a definition",
      hint: "Name a definition file, or put a saga.config.yaml into it.",
    },
    {
      name: "JSON of something else",
      path: "/shop/package.json",
      message: "package.json holds no state machine",
      hint: "A definition is an object with StartAt and States.",
    },
    {
      name: "a template without a state machine",
      path: "/shop/template.yaml",
      message: "template.yaml holds no state machine",
      hint: "A definition is an object with StartAt and States.",
    },
    {
      name: "a Serverless configuration that is a program",
      path: "/shop/serverless.ts",
      message: "serverless.ts is a program, and is not run to see what it defines",
      hint: "Name the file that it takes the definition from, or write the configuration as serverless.yml.",
    },
    {
      name: "a configuration of a tool beside Terraform",
      path: "/shop/root.hcl",
      message: "root.hcl is a configuration for other tools than Terraform",
      hint: "Definitions are read from .tf and .tf.json files, and through terragrunt.hcl.",
    },
  ])("$name is a UserError that says what to do", async ({ path, message, hint }) => {
    const files = memoryFiles({
      "/shop/order.asl.json": JSON_TEXT,
      "/shop/travel.asl.yaml": YAML_TEXT,
      "/shop/docs/readme.md": "",
      "/shop/package.json": "{}",
      "/shop/template.yaml": "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Orders: { Type: AWS::DynamoDB::Table }\n",
      "/shop/serverless.ts": "export default { service: 'shop' };\n",
      "/shop/root.hcl": "inputs = {}\n",
    });
    const shownAs = path === "/shop" ? "shop" : path.replace("/shop/", "");
    await expect(loadDefinition(files, path, { shownAs })).rejects.toMatchObject({
      name: "UserError",
      message,
      hint,
      location: { file: shownAs },
      exitCode: 2,
    });
  });

  test("tokens take the values that are given, and spans stay", async () => {
    const text = '{ "StartAt": "Charge", "States": { "Charge": { "Type": "Task", "Resource": "${ChargeFunction.Arn}" } } }';
    const substitutions = { "ChargeFunction.Arn": "arn:aws:lambda:us-east-1:123456789012:function:charge" };
    const { root } = await loadDefinition(memoryFiles({ "/shop/order.asl.json": text }), "/shop/order.asl.json", { substitutions });
    const start = text.indexOf('"${');
    expect(memberOf(memberOf(memberOf(root, "States")?.value, "Charge")?.value, "Resource")?.value).toEqual({
      type: "string",
      value: "arn:aws:lambda:us-east-1:123456789012:function:charge",
      start,
      end: text.indexOf('}"') + 2,
    });
  });
});

describe("chooseMachine", () => {
  const [order, travel] = ["Order", "Travel"].map((machine): LoadedDefinition => ({
    machine,
    source: { file: "template.yaml", text: "" },
    root: undefined,
    diagnostics: [],
    comments: [],
    syntax: "yaml",
  }));
  const both = [order, travel].filter((definition) => definition !== undefined);

  test("the only machine needs no name, and one of several is chosen by it", () => {
    expect(chooseMachine(both.slice(0, 1), undefined, "template.yaml")).toBe(order);
    expect(chooseMachine(both, "Travel", "template.yaml")).toBe(travel);
  });

  test.each([
    { name: undefined, want: { message: "template.yaml holds 2 machines: Order, Travel", hint: "Choose one by --machine." } },
    { name: "Travle", want: { message: 'template.yaml holds no machine "Travle"', hint: 'Did you mean "Travel"?' } },
  ])("the choice $name lists what there is", ({ name, want }) => {
    expect(() => chooseMachine(both, name, "template.yaml")).toThrow(expect.objectContaining(want));
  });
});
