import { describe, expect, test } from "vitest";
import { PAY, machine, machinesOf, pay } from "../terraform-machines.ts";

describe("the value of a variable", () => {
  const VARIABLE = 'variable "pay_arn" { default = "arn:default" }\n';
  const valueIn = async (files: Readonly<Record<string, string>>): Promise<unknown> => {
    const [found] = await machinesOf({ "infra/main.tf": machine(`jsonencode(${PAY})`), "infra/variables.tf": VARIABLE, ...files });
    return found?.value;
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
    expect(await valueIn(files)).toEqual(pay(want));
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
