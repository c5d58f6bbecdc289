import { describe, expect, test } from "vitest";
import { machine, machinesOf } from "../terraform-machines.ts";

const ORDER = '{\n  "StartAt": "PAY", "Next": "ARN:PAY"\n}\n';
const ORDER_YAML = "# The order.\nStartAt: PAY\nNext: arn:PAY\n";

describe("a text in which something is replaced keeps its places", () => {
  test.each([
    {
      name: "where it encodes an object",
      written: 'replace(jsonencode({\n    StartAt = "PAY", Next = "arn:PAY"\n  }), "PAY", "Pay")',
      at: "infra/main.tf:3:15",
    },
    {
      name: "where quotes are replaced with what is in them",
      written: 'replace(jsonencode({\n    StartAt = "PAY", Next = "arn:Pay" }), "\\"PAY\\"", "\\"Pay\\"")',
      at: "infra/main.tf:3:15",
    },
    {
      name: "where it is a file, and two things are replaced",
      written: 'replace(replace(file("order.json"), "PAY", "Pay"), "ARN", "arn")',
      at: "infra/order.json:2:14",
    },
    {
      name: "where it is a file of YAML",
      written: 'yamldecode(replace(file("order.yaml"), "PAY", "Pay"))',
      at: "infra/order.yaml:2:10",
    },
    {
      name: "where it encodes a file of YAML",
      written: 'replace(jsonencode(yamldecode(file("order.yaml"))), "PAY", "Pay")',
      at: "infra/order.yaml:2:10",
    },
    { name: "where a local has it", written: 'replace(local.order, "ARN", "arn")', at: "infra/main.tf:5:34" },
    {
      name: "where it is a heredoc",
      written: 'replace(<<EOF\n{ "Next": "ARN:Pay",\n  "StartAt": "Pay" }\nEOF\n, "ARN", "arn")',
      at: "infra/main.tf:4:14",
    },
    {
      name: "but not in what a function makes of another text",
      written: 'replace(format("%s", local.order), "ARN", "arn")',
      at: "infra/main.tf:2:16",
    },
  ])("$name", async ({ written, at }) => {
    const local = 'locals {\n  order = jsonencode({ StartAt = "Pay", Next = "ARN:Pay" })\n}\n';
    const files = { "infra/main.tf": `${machine(written)}${local}`, "infra/order.json": ORDER, "infra/order.yaml": ORDER_YAML };
    expect(await machinesOf(files)).toEqual([
      { name: "saga", type: undefined, value: { StartAt: "Pay", Next: "arn:Pay" }, at, problems: [] },
    ]);
  });

  test("and is not read where a regular expression says what is replaced", async () => {
    const files = { "infra/main.tf": machine('replace(file("order.json"), "/P.Y/", "Pay")'), "infra/order.json": ORDER };
    expect(await machinesOf(files)).toMatchObject([{ value: undefined }]);
  });
});
