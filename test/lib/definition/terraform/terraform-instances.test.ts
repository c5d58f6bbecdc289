import { describe, expect, test } from "vitest";
import { machinesOf } from "../terraform-machines.ts";

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
