import { describe, expect, test } from "vitest";
import { locate } from "../../../../src/lib/base/span.ts";
import { loadDefinitions } from "../../../../src/lib/definition/load-definition.ts";
import { valueOf } from "../../../../src/lib/source/node.ts";
import { memoryFiles } from "../../../memory-files.ts";
import { placedValue } from "../placed-value.ts";

const FUNCTION = "arn:aws:lambda:${region}:${account}:function:${pay}";

describe("a Terraform file in JSON", () => {
  test.each([
    {
      name: "text with expressions, as CDK for Terraform writes it",
      definition: JSON.stringify(
        '{"StartAt":"Pay","States":{"Pay":{"Type":"Task","Resource":"${aws_lambda_function.pay.arn}","End":true}}}',
      ),
      want: { value: FUNCTION, at: "4:93", text: '\\"${aws_lambda_function.pay.arn}\\"' },
    },
    {
      name: "text that an expression makes",
      definition: JSON.stringify(
        '${jsonencode({"StartAt" = "Pay", "States" = {"Pay" = {"Resource" = "${local.arns["pay"]}}", "Note" = "$${x}"}}})}',
      ),
      want: { value: `${FUNCTION}}`, at: "4:97", text: '\\"${local.arns[\\"pay\\"]}}\\"' },
    },
    {
      name: "a file with values",
      definition: '"${templatefile(\\"${path.module}/order.json\\", { arn = local.arns.pay })}"',
      want: { value: FUNCTION, at: "order.json:1:36", text: '"${arn}"' },
    },
  ])("may hold a definition as $name", async ({ definition, want }) => {
    const text = `{
  "locals": [{ "arns": { "pay": "\${aws_lambda_function.pay.arn}" } }],
  "resource": { "aws_sfn_state_machine": { "saga": { "type": "\${var.type}",
    "definition": ${definition} } } },
  "variable": { "type": { "default": "EXPRESS" } }
}
`;
    const files = memoryFiles({ "/shop/cdk.tf.json": text, "/shop/order.json": '{ "States": { "Pay": { "Resource": "${arn}" } } }' });
    const [saga, ...others] = await loadDefinitions(files, "/shop/cdk.tf.json", { shownAs: "cdk.tf.json" });
    if (saga === undefined) throw new Error("A machine stands there");
    const { value, at, text: written } = placedValue(saga, "States", "Pay", "Resource");
    expect({ value, at: at.replace("cdk.tf.json:", ""), text: written }).toEqual(want);
    expect({ machine: saga.machine, type: saga.type, syntax: saga.syntax, diagnostics: saga.diagnostics, others }).toEqual({
      machine: "saga",
      type: "EXPRESS",
      syntax: want.at.startsWith("order") ? "json" : null,
      diagnostics: [],
      others: [],
    });
  });

  test("stands beside others in Terraform's own language, and calls modules of its own", async () => {
    const files = memoryFiles({
      "/shop/main.tf": 'module "order" {\n  source = "./saga"\n  start  = local.start\n}\n',
      "/shop/names.tf.json": '{ "locals": { "start": "Pay" } }',
      "/shop/saga/main.tf.json":
        '{ "resource": { "aws_sfn_state_machine": { "saga": [{ "definition": "{ \\"StartAt\\": \\"${var.start}\\" }" }] } } }',
    });
    const machines = await loadDefinitions(files, "/shop/main.tf", { shownAs: "main.tf" });
    expect(machines.map(({ machine, root, source }) => ({ machine, value: root && valueOf(root), file: source.file }))).toEqual([
      { machine: "order", value: { StartAt: "Pay" }, file: "saga/main.tf.json" },
    ]);
  });

  test.each([
    { name: "JSON", text: '{ "resource": { "aws_sfn_state_machine": { "saga": { "definition": } } } }', at: "main.tf.json:1:68" },
    {
      name: "an expression",
      text: '{ "resource": { "aws_sfn_state_machine": { "saga": { "definition": "${file(\\"order.json\\"}" } } } }',
      at: "main.tf.json:1:68",
    },
  ])("has an error where $name is broken", async ({ text, at }) => {
    const [saga] = await loadDefinitions(memoryFiles({ "/shop/main.tf.json": text }), "/shop/main.tf.json", { shownAs: "main.tf.json" });
    const [diagnostic] = saga?.diagnostics ?? [];
    if (saga === undefined || diagnostic === undefined) throw new Error("An error stands there");
    const { file, line, column } = locate(saga.source, diagnostic.span);
    expect(`${file}:${line}:${column}`).toBe(at);
  });
});
