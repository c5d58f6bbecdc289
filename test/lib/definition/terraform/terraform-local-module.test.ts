import { describe, expect, test } from "vitest";
import { ASL, PAY, machine, machinesOf, pay } from "../terraform-machines.ts";

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
    expect(machines.map(({ value }) => value)).toEqual([want]);
  });
});
