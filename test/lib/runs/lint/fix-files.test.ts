import { describe, expect, test } from "vitest";
import { loadDefinition } from "../../../../src/lib/definition/load-definition.ts";
import { fixFiles } from "../../../../src/lib/runs/lint/fix-files.ts";
import { lintFiles } from "../../../../src/lib/runs/lint/lint-files.ts";
import { findingsOf } from "../../../../src/lib/runs/lint/lint-report.ts";
import { valueOf } from "../../../../src/lib/source/node.ts";
import { memoryFiles } from "../../../memory-files.ts";
import { onlyRules } from "../../rules/only-rules.ts";
import { paymentSaga } from "../../rules/payment-saga.ts";

const REQUEST = { paths: [], levels: onlyRules("compensation-no-retry") };
const RETRY = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 5, BackoffRate: 2, JitterStrategy: "FULL" }];

/** The same saga as a value, its refund retried or not. */
async function sagaValue(retried: boolean): Promise<Record<string, Record<string, object>>> {
  const { root } = await loadDefinition(memoryFiles({ "/shop/payment.asl.yaml": paymentSaga() }), "/shop/payment.asl.yaml");
  const value = (root === undefined ? {} : valueOf(root)) as unknown as Record<string, Record<string, object>>;
  const refund = { ...value["States"]?.["ProcessRefund"], ...(retried ? { Retry: RETRY } : {}) };
  return { ...value, States: { ...value["States"], ProcessRefund: refund } };
}

describe("a fix", () => {
  test("adds to a YAML file only what it is about", async () => {
    const text = paymentSaga({ comment: "# Payments\n", refund: "    # pays back\n" });
    const fixed = await fixFiles(memoryFiles({ "/shop/payment.asl.yaml": text }), "/shop", REQUEST, ["error"]);
    const retry =
      "    Retry:\n      - ErrorEquals: [States.ALL]\n        IntervalSeconds: 2\n        MaxAttempts: 5\n        BackoffRate: 2\n        JitterStrategy: FULL\n";
    expect(fixed).toEqual([
      {
        path: "/shop/payment.asl.yaml",
        file: "payment.asl.yaml",
        before: text,
        after: text.replace("    Next: OrderFailed\n", `    Next: OrderFailed\n${retry}`),
        fixes: [{ path: "/shop/payment.asl.yaml", rule: "compensation-no-retry", state: "ProcessRefund" }],
      },
    ]);
  });

  test.each([2, "\t", undefined])("gives JSON that is the machine with the field, indented by %j", async (indent) => {
    const text = JSON.stringify(await sagaValue(false), null, indent);
    const [fixed] = await fixFiles(memoryFiles({ "/shop/payment.asl.json": text }), "/shop", REQUEST, ["error"]);
    expect(JSON.parse(fixed?.after ?? "")).toEqual(await sagaValue(true));
    const kept = (fixed?.after ?? "").split("\n");
    expect(text.split("\n").filter((line) => !kept.includes(line) && !kept.includes(`${line},`))).toEqual(
      indent === undefined ? [text] : [],
    );
  });

  test("is made in every machine of a template, in the template", async () => {
    const definition = paymentSaga().replaceAll(/^/gm, "        ");
    const machine = (name: string): string =>
      `  ${name}:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n${definition}`;
    const template = `Transform: AWS::Serverless-2016-10-31\nResources:\n${machine("Payments").trimEnd()}\n${machine("Refunds").trimEnd()}\n`;
    const [fixed] = await fixFiles(memoryFiles({ "/shop/template.yaml": template }), "/shop", REQUEST, ["error"]);
    expect(fixed?.fixes).toHaveLength(2);
    expect(fixed?.after.match(/^ {12}Retry:$/gm)).toHaveLength(2);
  });

  test.each([
    { name: "of a severity that is not asked for", text: paymentSaga(), severities: ["warning"] as const },
    {
      name: "of a finding that is suppressed",
      text: paymentSaga({ refund: '    Comment: "saga-lint-disable compensation-no-retry it retries by itself"\n' }),
      severities: ["error"] as const,
    },
    { name: "for which there is no room", text: paymentSaga({ refund: "    Retry: []\n" }), severities: ["error"] as const },
  ])("is not made $name", async ({ text, severities }) => {
    expect(await fixFiles(memoryFiles({ "/shop/payment.asl.yaml": text }), "/shop", REQUEST, severities)).toEqual([]);
  });

  test.each([
    { name: "a definition of its own", file: "/shop/payment.asl.yaml", text: paymentSaga(), want: true },
    { name: "a heredoc of Terraform", file: "/shop/main.tf", text: terraform(paymentSaga()), want: false },
  ])("is offered for $name: $want", async ({ file, text, want }) => {
    const report = await lintFiles(memoryFiles({ [file]: text }), "/shop", REQUEST);
    expect(report.files.flatMap(findingsOf).map(({ rule, fix }) => [rule, fix !== undefined])).toEqual([["compensation-no-retry", want]]);
  });
});

function terraform(definition: string): string {
  return `resource "aws_sfn_state_machine" "payment" {\n  definition = jsonencode(yamldecode(<<EOF\n${definition}EOF\n  ))\n}\n`;
}
