import { describe, expect, test } from "vitest";
import { locate } from "../../../src/lib/base/span.ts";
import { loadDefinitions } from "../../../src/lib/definition/load-definition.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";
import { memoryFiles } from "../../memory-files.ts";

const PAY = '{ StartAt = "Pay", States = { Pay = { Type = "Task", Resource = var.pay_arn, End = true } } }';
const ASL = '{ "StartAt": "Pay", "States": { "Pay": { "Type": "Task", "Resource": "${pay_arn}", "End": true } } }';
const pay = (resource: string): unknown => ({ StartAt: "Pay", States: { Pay: { Type: "Task", Resource: resource, End: true } } });
const machine = (definition: string): string => `resource "aws_sfn_state_machine" "saga" {\n  definition = ${definition}\n}\n`;

/** Name, value, place and problems of every machine that `infra/main.tf` makes. */
async function machinesOf(files: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const found = Object.entries(files).map(([name, text]): [string, string] => [`/shop/${name}`, text]);
  const contents = { "/shop/.git/HEAD": "", ...Object.fromEntries(found) };
  const machines = await loadDefinitions(memoryFiles(contents), "/shop/infra/main.tf", { shownAs: "infra/main.tf" });
  return machines.map(({ machine: name, type, root, source, diagnostics }) => {
    const start = memberOf(root, "StartAt")?.value;
    const { file, line, column } = locate(source, start ?? { start: 0, end: 0 });
    return {
      name,
      type,
      value: root && valueOf(root),
      at: `${file}:${line}:${column}`,
      problems: diagnostics.map(({ message }) => message),
    };
  });
}

describe("the value of a variable", () => {
  const VARIABLE = 'variable "pay_arn" { default = "arn:default" }\n';
  const resourceIn = async (files: Readonly<Record<string, string>>): Promise<unknown> => {
    const [found] = await machinesOf({ "infra/main.tf": machine(`jsonencode(${PAY})`), "infra/variables.tf": VARIABLE, ...files });
    return (found as { value: { States: { Pay: { Resource: string } } } }).value.States.Pay.Resource;
  };

  test.each([
    { name: "is its default", files: {}, want: "arn:default" },
    { name: "is that of terraform.tfvars", files: { "infra/terraform.tfvars": 'pay_arn = "arn:tfvars"\n' }, want: "arn:tfvars" },
    {
      name: "is that of the last of the files that Terraform takes by itself",
      files: {
        "infra/a.auto.tfvars": 'pay_arn = "arn:a"\n',
        "infra/b.auto.tfvars": 'pay_arn = "arn:b"\n',
        "infra/terraform.tfvars": 'pay_arn = "arn:tfvars"\n',
        "infra/zz.tfvars": 'pay_arn = "arn:named-by-nobody"\n',
      },
      want: "arn:b",
    },
    {
      name: "is not known where it is a secret",
      files: {
        "infra/variables.tf": 'variable "pay_arn" {\n  default   = "arn:default"\n  sensitive = true\n}\n',
        "infra/terraform.tfvars": 'pay_arn = "arn:tfvars"\n',
      },
      want: "${var.pay_arn}",
    },
    {
      name: "is not that of a file in the folder of a module that is called",
      files: {
        "infra/main.tf": 'module "order" {\n  source = "./saga"\n}\n',
        "infra/saga/main.tf": `${machine(`jsonencode(${PAY})`)}${VARIABLE}`,
        "infra/saga/terraform.tfvars": 'pay_arn = "arn:tfvars"\n',
      },
      want: "arn:default",
    },
  ])("$name", async ({ files, want }) => {
    expect(await resourceIn(files)).toBe(want);
  });
});

describe("a module that a Terraform file calls", () => {
  test.each([
    {
      name: "is given its definition",
      files: {
        "infra/main.tf": `module "order" {\n  source = "./saga"\n  type = "EXPRESS"\n  workflow = jsonencode(${PAY})\n}\nvariable "pay_arn" { default = "arn:pay" }\n`,
        "infra/saga/machine.tf": `variable "workflow" { type = string }\nvariable "type" {}\n${machine("var.workflow").replace("\n}", "\n  type = var.type\n}")}`,
      },
      want: [{ name: "order", type: "EXPRESS", value: pay("arn:pay"), at: "infra/main.tf:4:37", problems: [] }],
    },
    {
      name: "is given what its definition holds",
      files: {
        "infra/main.tf": 'module "order" {\n  source  = "../modules/saga"\n  pay_arn = aws_lambda_function.pay.arn\n}\n',
        "modules/saga/main.tf": machine(`jsonencode(${PAY})`),
      },
      want: [
        {
          name: "order",
          type: undefined,
          value: pay("arn:aws:lambda:${region}:${account}:function:${pay}"),
          at: "modules/saga/main.tf:2:39",
          problems: [],
        },
      ],
    },
    {
      name: "keeps its definition in a file, from its own folder",
      files: {
        "infra/main.tf": 'module "order" {\n  source  = "../modules/saga"\n  pay_arn = "arn:pay"\n}\n',
        "modules/saga/main.tf": machine('templatefile("${path.module}/order.json.tftpl", { pay_arn = var.pay_arn })'),
        "modules/saga/order.json.tftpl": ASL,
      },
      want: [{ name: "order", type: undefined, value: pay("arn:pay"), at: "modules/saga/order.json.tftpl:1:14", problems: [] }],
    },
    {
      name: "is given the name of a file",
      files: {
        "infra/main.tf": 'module "order" {\n  source  = "../modules/saga"\n  file = "${path.module}/order.json"\n}\n',
        "modules/saga/main.tf": machine("file(var.file)"),
        "infra/order.json": ASL,
      },
      want: [{ name: "order", type: undefined, value: pay("${pay_arn}"), at: "infra/order.json:1:14", problems: [] }],
    },
    {
      name: "may use another, and hold several machines",
      files: {
        "infra/main.tf": 'module "shop" {\n  source = "./shop"\n  order = jsonencode({ StartAt = "Pay" })\n}\n',
        "infra/shop/main.tf":
          'variable "order" {}\nmodule "order" {\n  source = "../saga"\n  workflow = var.order\n}\nmodule "refund" {\n  source = "../saga"\n  workflow = jsonencode({ StartAt = "Refund" })\n}\n',
        "infra/saga/main.tf": machine("var.workflow"),
      },
      want: [
        { name: "shop.order", type: undefined, value: { StartAt: "Pay" }, at: "infra/main.tf:3:34", problems: [] },
        { name: "shop.refund", type: undefined, value: { StartAt: "Refund" }, at: "infra/shop/main.tf:8:37", problems: [] },
      ],
    },
    {
      name: "is given several definitions",
      files: {
        "infra/main.tf":
          'module "sagas" {\n  source = "./saga"\n  machines = {\n    order  = { definition = file("./order.json") }\n    refund = { definition = jsonencode({ StartAt = "Refund" }) }\n  }\n}\n',
        "infra/saga/main.tf": `resource "aws_sfn_state_machine" "saga" {\n  for_each = var.machines\n  definition = each.value.definition\n}\n`,
        "infra/order.json": '{ "StartAt": "Pay" }',
      },
      want: [
        { name: 'sagas.saga["order"]', type: undefined, value: { StartAt: "Pay" }, at: "infra/order.json:1:14", problems: [] },
        { name: 'sagas.saga["refund"]', type: undefined, value: { StartAt: "Refund" }, at: "infra/main.tf:5:52", problems: [] },
      ],
    },
    {
      name: "chooses among definitions",
      files: {
        "infra/main.tf": 'module "order" {\n  source = "./saga"\n  chosen = "order"\n}\n',
        "infra/saga/main.tf": `locals {\n  all = merge({ refund = "{}" }, tomap({ order = file("\${path.module}/order.json") }))\n}\n${machine("local.all[var.chosen]")}`,
        "infra/saga/order.json": '{ "StartAt": "Pay" }',
      },
      want: [{ name: "order", type: undefined, value: { StartAt: "Pay" }, at: "infra/saga/order.json:1:14", problems: [] }],
    },
    {
      name: "repeats a module for what a for makes of its arguments",
      files: {
        "infra/main.tf":
          'module "sagas" {\n  source = "./sagas"\n  all = [{ name = "order", file = "order.json", values = { pay_arn = "arn:pay" } }]\n}\n',
        "infra/sagas/main.tf": `locals {
  machines = { for saga in var.all : saga.name => merge(saga, { text = templatefile("\${path.module}/\${saga.file}", saga.values) }) }
}
module "machine" {
  for_each   = local.machines
  source     = "acme/step-functions/aws"
  definition = each.value["text"]
}
`,
        "infra/sagas/order.json": ASL,
      },
      want: [{ name: "sagas", type: undefined, value: pay("arn:pay"), at: "infra/sagas/order.json:1:14", problems: [] }],
    },
    {
      name: "repeats a module nearby",
      files: {
        "infra/main.tf": 'module "saga" {\n  source = "./saga"\n  for_each = toset(["order", "refund"])\n  name = each.key\n}\n',
        "infra/saga/main.tf": machine('file("${path.module}/${var.name}.json")'),
        "infra/saga/order.json": '{ "StartAt": "Pay" }',
        "infra/saga/refund.json": '{ "StartAt": "Refund" }',
      },
      want: [
        { name: 'saga["order"]', type: undefined, value: { StartAt: "Pay" }, at: "infra/saga/order.json:1:14", problems: [] },
        { name: 'saga["refund"]', type: undefined, value: { StartAt: "Refund" }, at: "infra/saga/refund.json:1:14", problems: [] },
      ],
    },
    {
      name: "chooses what a for makes",
      files: {
        "infra/main.tf": `locals {\n  all = { for name in ["order", "refund"] : name => file("\${path.module}/\${name}.json") }\n}\n${machine("local.all.order")}`,
        "infra/order.json": '{ "StartAt": "Pay" }',
      },
      want: [{ name: "saga", type: undefined, value: { StartAt: "Pay" }, at: "infra/order.json:1:14", problems: [] }],
    },
    {
      name: "calls itself",
      files: { "infra/main.tf": 'module "order" {\n  source = "../infra"\n  definition = "{}"\n}\n' },
      want: [],
    },
    {
      name: "is not there",
      files: { "infra/main.tf": 'module "order" {\n  source = "./gone"\n}\n' },
      want: [],
    },
    {
      name: "leads out of the project",
      files: { "infra/main.tf": 'module "order" {\n  source = "../../other"\n}\n', "../other/main.tf": machine('"{}"') },
      want: [],
    },
    {
      name: "comes from elsewhere and is given something that is a machine",
      files: {
        "infra/main.tf": `module "order" {\n  source = "app.terraform.io/shop/workflow/aws"\n  state_machine_definition = templatefile("order.json", { pay_arn = "arn:pay" })\n  task_definition = jsonencode({ StartAt = "now" })\n}\n`,
        "infra/order.json": ASL,
      },
      want: [{ name: "order", type: undefined, value: pay("arn:pay"), at: "infra/order.json:1:14", problems: [] }],
    },
    {
      name: "comes from elsewhere and is given a value that is a machine",
      files: { "infra/main.tf": `module "order" {\n  source = "git::https://example.com/workflow.git"\n  definition = ${PAY}\n}\n` },
      want: [{ name: "order", type: undefined, value: pay("${var.pay_arn}"), at: "infra/main.tf:3:28", problems: [] }],
    },
    {
      name: "comes from a folder that is not there and is given a value that is a machine",
      files: { "infra/main.tf": `module "order" {\n  source = "../modules/state-machine"\n  definition = jsonencode(${PAY})\n}\n` },
      want: [{ name: "order", type: undefined, value: pay("${var.pay_arn}"), at: "infra/main.tf:3:39", problems: [] }],
    },
    {
      name: "comes from a folder that is not there and is given nothing that is a machine",
      files: {
        "infra/main.tf": `module "order" {\n  source = "../modules/orders"\n  task_definition = jsonencode({ StartAt = "now" })\n}\n`,
      },
      want: [],
    },
  ])("$name", async ({ files, want }) => {
    expect(await machinesOf(files)).toEqual(want);
  });
});

describe("what a module nearby gives out", () => {
  const fn = (output: string, value = "aws_lambda_function.this.arn"): string =>
    `resource "aws_lambda_function" "this" {}\noutput "${output}" {\n  value = ${value}\n}\n`;
  const lambda = (name: string): string => `arn:aws:lambda:\${region}:\${account}:function:\${${name}}`;
  const call = (name: string, more = ""): string => `module "${name}" {\n  source = "./${name}"\n${more}}\n`;
  const using = (reference: string): string => machine(`jsonencode(${PAY.replace("var.pay_arn", reference)})`);

  test.each([
    {
      name: "is the ARN of a function, with the name of the module",
      files: { "infra/main.tf": call("pay") + using("module.pay.arn"), "infra/pay/main.tf": fn("arn") },
      want: pay(lambda("pay.this")),
    },
    {
      name: "has the name of the module alone where the output says that it is a function",
      files: { "infra/main.tf": call("pay") + using("module.pay.lambda_arn"), "infra/pay/main.tf": fn("lambda_arn") },
      want: pay(lambda("pay")),
    },
    {
      name: "is what a module gives on of others that it calls, in other files, and of what it is given",
      files: {
        "infra/main.tf": using("local.tasks.pay"),
        "infra/tasks.tf": `locals {\n  tasks = { pay = module.tasks.all["Pay"] }\n}\n${call("tasks", "  version = 2\n")}`,
        "infra/tasks/main.tf": `variable "version" {}\n${call("pay")}output "all" {\n  value = { Pay = "\${module.pay.arn}:\${var.version}" }\n}\n`,
        "infra/tasks/pay/main.tf": fn("arn"),
      },
      want: pay(`${lambda("tasks.pay.this")}:2`),
    },
    {
      name: "is a definition",
      files: {
        "infra/main.tf": call("workflow") + machine("module.workflow.definition"),
        "infra/workflow/main.tf": fn("definition", 'templatefile("${path.module}/order.json", { pay_arn = "arn:pay" })'),
        "infra/workflow/order.json": ASL,
      },
      want: pay("arn:pay"),
    },
    {
      name: "stays a token where the module calls itself",
      files: { "infra/main.tf": call("pay") + using("module.pay.arn"), "infra/pay/main.tf": call("../pay") + fn("arn", "module.pay.arn") },
      want: pay("${module.pay.arn}"),
    },
  ])("$name", async ({ files, want }) => {
    const machines = await machinesOf(files);
    expect(machines.map((found) => (found as { value: unknown }).value)).toEqual([want]);
  });
});

describe("a definition that a condition chooses", () => {
  const either = (condition: string, more = ""): string =>
    `${more}variable "paused" {}\n${machine(`${condition} ? jsonencode({ StartAt = "Pay" }) : jsonencode({ StartAt = "Hold" })`)}`;
  const files = (text: string): Readonly<Record<string, string>> => ({ "infra/main.tf": text });

  test.each([
    {
      name: "is a machine in each way where the condition is open",
      files: files(either("var.paused\n    == false")),
      want: { saga: { StartAt: "Pay" }, "saga[not var.paused == false]": { StartAt: "Hold" } },
    },
    {
      name: "is the one that is chosen where the condition is known",
      files: files(either("local.live", "locals { live = false }\n")),
      want: { saga: { StartAt: "Hold" } },
    },
    {
      name: "is the one that there is where the other is none",
      files: files(machine('var.paused ? null : jsonencode({ StartAt = "Pay" })')),
      want: { saga: { StartAt: "Pay" } },
    },
    {
      name: "is that of each instance where its instances tell the condition",
      files: files(either("each.value").replace('"saga" {', '"saga" {\n  for_each = { eu = true, us = false }')),
      want: { 'saga["eu"]': { StartAt: "Pay" }, 'saga["us"]': { StartAt: "Hold" } },
    },
  ])("$name", async ({ files: contents, want }) => {
    const machines = (await machinesOf(contents)) as readonly { readonly name: string; readonly value: unknown }[];
    expect(Object.fromEntries(machines.map(({ name, value }) => [name, value]))).toEqual(want);
  });
});

describe("a machine with instances", () => {
  const each = (forEach: string, definition: string): string =>
    `resource "aws_sfn_state_machine" "saga" {\n  ${forEach}\n  definition = ${definition}\n}\n`;

  test.each([
    {
      name: "is read once where that is enough",
      main: each('for_each = toset(["order", "refund"])', 'jsonencode({ StartAt = "Pay", Comment = each.key })'),
      want: [{ name: "saga", value: { StartAt: "Pay", Comment: "${each.key}" }, at: "infra/main.tf:3:39" }],
    },
    {
      name: "is read once where its instances are not known",
      main: each("count = var.enabled ? 1 : 0", 'jsonencode({ StartAt = "Pay", Comment = count.index })'),
      want: [{ name: "saga", value: { StartAt: "Pay", Comment: "${count.index}" }, at: "infra/main.tf:3:39" }],
    },
    {
      name: "is read for each of them where each has a file of its own",
      main: each('for_each = toset(["order", "refund"])', 'file("${path.module}/${each.value}.json")'),
      want: [
        { name: 'saga["order"]', value: { StartAt: "Order" }, at: "infra/order.json:1:14" },
        { name: 'saga["refund"]', value: { StartAt: "Refund" }, at: "infra/refund.json:1:14" },
      ],
    },
    {
      name: "is read for each of them where a map holds the definitions",
      main: `locals {\n  sagas = {\n    order = { definition = jsonencode({ StartAt = "Order" }) }\n  }\n}\n${each("for_each = local.sagas", "each.value.definition")}`,
      want: [{ name: 'saga["order"]', value: { StartAt: "Order" }, at: "infra/main.tf:3:51" }],
    },
    {
      name: "is read for each of them where a list holds the names",
      main: `locals {\n  sagas = ["order", "refund"]\n}\n${each("count = length(local.sagas)", 'file("${local.sagas[count.index]}.json")')}`,
      want: [
        { name: "saga[0]", value: { StartAt: "Order" }, at: "infra/order.json:1:14" },
        { name: "saga[1]", value: { StartAt: "Refund" }, at: "infra/refund.json:1:14" },
      ],
    },
  ])("$name", async ({ main, want }) => {
    const files = { "infra/main.tf": main, "infra/order.json": '{ "StartAt": "Order" }', "infra/refund.json": '{ "StartAt": "Refund" }' };
    expect(await machinesOf(files)).toEqual(want.map((each) => ({ ...each, type: undefined, problems: [] })));
  });
});

describe("a file that templatefile names", () => {
  const main = (vars: string): string => machine(`templatefile("order.json.tftpl", ${vars})`);

  test.each([
    {
      name: "may ask for members",
      template: '{\n  "StartAt": "${steps["pay"].name}", "A": ${ attempts } }',
      vars: '{ steps = { pay = { name = "Pay" } }, attempts = 3 }',
      want: { value: { StartAt: "Pay", A: 3 }, at: "infra/order.json.tftpl:2:14" },
    },
    {
      name: "may encode what it is given",
      template: '{\n  "StartAt": "Pay", "A": ${jsonencode(subnets)}, "B": "$${kept}" }',
      vars: '{ subnets = ["a", var.b] }',
      want: { value: { StartAt: "Pay", A: ["a", "${var.b}"], B: "${kept}" }, at: "infra/order.json.tftpl:2:14" },
    },
    {
      name: "may hold conditions",
      template: '{\n%{ if live ~}\n  "StartAt": "Pay"\n%{ else ~}\n  "StartAt": "Test"\n%{ endif ~}\n}',
      vars: "{ live = false }",
      want: { value: { StartAt: "Test" }, at: "infra/order.json.tftpl:5:14" },
    },
    {
      name: "is read by the first way of a condition that is not known",
      template: '{\n%{ if live ~}\n  "StartAt": "Pay"\n%{ else ~}\n  "StartAt": "Test"\n%{ endif ~}\n}',
      vars: "{ live = var.live }",
      want: { value: { StartAt: "Pay" }, at: "infra/order.json.tftpl:3:14" },
    },
    {
      name: "may repeat",
      template: '{\n  "StartAt": "Pay"\n%{ for name, limit in limits }, "${name}": ${limit}\n%{ endfor }}',
      vars: "{ limits = { b = 2, a = 1 } }",
      want: { value: { StartAt: "Pay", a: 1, b: 2 }, at: "infra/order.json.tftpl:2:14" },
    },
    {
      name: "may be YAML",
      template: "%{ if live ~}\nStartAt: Pay\n%{ endif ~}\n",
      vars: "{ live = true }",
      yaml: true,
      want: { value: { StartAt: "Pay" }, at: "infra/order.json.tftpl:2:10" },
    },
  ])("$name", async ({ template, vars, want, yaml = false }) => {
    const text = yaml ? machine(`jsonencode(yamldecode(templatefile("order.json.tftpl", ${vars})))`) : main(vars);
    expect(await machinesOf({ "infra/main.tf": text, "infra/order.json.tftpl": template })).toEqual([
      { ...want, name: "saga", type: undefined, problems: [] },
    ]);
  });

  test.each([
    {
      name: "a repetition of what is not known",
      template: "{ %{ for name in names } %{ endfor } }",
      problem: "This definition is not read: only Terraform can tell what it is",
    },
    { name: "a directive without an end", template: "{ %{ if live } }", problem: "This cannot be read as Terraform's language" },
  ])("$name is not read, and says so", async ({ template, problem }) => {
    const files = { "infra/main.tf": main("{ names = var.names }"), "infra/order.json.tftpl": template };
    expect(await machinesOf(files)).toMatchObject([{ value: undefined, problems: [problem] }]);
  });
});
