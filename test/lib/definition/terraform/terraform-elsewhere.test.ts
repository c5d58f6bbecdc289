import { describe, expect, test } from "vitest";
import { ASL, PAY, machine, machinesOf, pay } from "../terraform-machines.ts";

/** `infra/main.tf` is the file that is named. */
const locals = (definition: string): string => `locals {\n  pay_flow = ${definition}\n}\n`;

describe("a definition in a file that makes no machine of it", () => {
  test.each([
    {
      name: "has the name and type of the resource beside it",
      main: locals(`jsonencode(${PAY})`),
      beside: 'resource "aws_sfn_state_machine" "saga" {\n  type = "EXPRESS"\n  definition = local.pay_flow\n}\n',
      want: { name: "saga", type: "EXPRESS", resource: "${var.pay_arn}", at: "infra/main.tf:2:37" },
    },
    {
      name: "is found in what several locals hold",
      main: `locals {\n  flows = {\n    pay = ${PAY}\n  }\n}\n`,
      beside: machine("jsonencode(local.flows.pay)"),
      want: { name: "saga", type: undefined, resource: "${var.pay_arn}", at: "infra/main.tf:3:23" },
    },
    {
      name: "is found in a template",
      main: `data "template_file" "pay" {\n  template = <<-EOT\n    ${ASL}\n  EOT\n  vars = { pay_arn = "pay" }\n}\n`,
      beside: machine("data.template_file.pay.rendered"),
      want: { name: "saga", type: undefined, resource: "pay", at: "infra/main.tf:3:18" },
    },
    {
      name: "has the name of the module that it is given to",
      main: locals(PAY),
      beside: 'module "payments" {\n  source = "acme/step-functions/aws"\n  definition = jsonencode(local.pay_flow)\n}\n',
      want: { name: "payments", type: undefined, resource: "${var.pay_arn}", at: "infra/main.tf:2:26" },
    },
    {
      name: "has the name of its local where nothing in the folder speaks of it",
      main: locals(`<<-EOT\n    ${ASL}\n  EOT`),
      beside: 'output "flow" {\n  value = local.pay_flows\n}\n',
      want: { name: "pay_flow", type: undefined, resource: "${pay_arn}", at: "infra/main.tf:3:18" },
    },
  ])("$name", async ({ main, beside, want: { resource, ...want } }) => {
    const found = await machinesOf({ "infra/main.tf": main, "infra/saga.tf": beside });
    expect(found).toEqual([{ ...want, value: pay(resource), problems: [] }]);
  });

  test.each([
    { name: "is not found where only a part of one stands in it", main: locals(`{ StartAt = "Pay" }`), beside: "" },
    {
      name: "is not judged by itself where something else is made of it",
      main: locals(PAY),
      beside: 'output "flow" {\n  value = merge(local.pay_flow, {})\n}\n',
    },
  ])("$name", async ({ main, beside }) => {
    expect(await machinesOf({ "infra/main.tf": main, "infra/saga.tf": beside })).toEqual([]);
  });

  test("a file that makes a machine of its own is asked for no other", async () => {
    const main = `${locals(PAY)}${machine(`jsonencode(${PAY})`).replace("saga", "refund")}`;
    const found = await machinesOf({ "infra/main.tf": main, "infra/saga.tf": machine("jsonencode(local.pay_flow)") });
    expect(found.map(({ name }) => name)).toEqual(["refund"]);
  });
});
