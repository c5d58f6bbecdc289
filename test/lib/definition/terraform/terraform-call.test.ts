import { describe, expect, test } from "vitest";
import { ASL, PAY, machine, machinesOf, pay } from "../terraform-machines.ts";

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
      name: "comes from elsewhere and takes a type in any case",
      files: {
        "infra/main.tf": `module "order" {\n  source = "terraform-aws-modules/step-functions/aws"\n  type = "express"\n  definition = jsonencode({ StartAt = "Pay" })\n}\n`,
      },
      want: [{ name: "order", type: "EXPRESS", value: { StartAt: "Pay" }, at: "infra/main.tf:4:39", problems: [] }],
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
