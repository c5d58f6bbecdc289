import { describe, expect, test } from "vitest";
import { memoryFiles } from "../memory-files.ts";
import type { CommandResult } from "../test-io.ts";
import { runCommand } from "../test-io.ts";

const TEMPLATE = `Resources:
  ChargeFunction: { Type: AWS::Serverless::Function }
  RefundFunction: { Type: AWS::Serverless::Function }
  OrderSaga:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: order.asl.json
      DefinitionSubstitutions:
        ChargeFunctionArn: !GetAtt ChargeFunction.Arn
        RefundSagaArn: !Ref RefundSaga
        Attempts: !Ref Attempts
  RefundSaga:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition:
        StartAt: Refund
        States:
          Refund: { Type: Task, Resource: !GetAtt RefundFunction.Arn, End: true }
  BrokenSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: |
        { "StartAt": "Pay",
          "States": { "Pay": { "Type": "Tsk" } } }
  StoredSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionS3Location: { Bucket: shop, Key: order.asl.json }
Parameters:
  Attempts: { Type: Number, Default: 1 }
`;
const ORDER = `{ "StartAt": "Charge", "States": {
  "Charge": { "Type": "Task", "Resource": "\${ChargeFunctionArn}", "Next": "Refund",
    "Retry": [{ "ErrorEquals": ["States.ALL"], "MaxAttempts": \${Attempts} }] },
  "Refund": { "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true,
    "Parameters": { "StateMachineArn": "\${RefundSagaArn}", "Input": {} } } } }`;

function run(argv: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  const all = { "/shop/template.yaml": TEMPLATE, "/shop/order.asl.json": ORDER, ...files };
  return runCommand(["run", "template.yaml", ...argv], { cwd: "/shop", files: memoryFiles(all) });
}

describe("saga-cli run of a template", () => {
  test("runs the machine that is chosen, with the values of the template, and those of the template that it starts", async () => {
    const { exitCode, stdout, stderr } = await run(["--machine", "OrderSaga", "--fail-at", "Charge", "--format", "json"]);
    expect(stderr).not.toContain("Error");
    const report: unknown = JSON.parse(stdout);
    // One retry, as the template's parameter says.
    expect(report).toMatchObject({ status: "FAILED", faults: [{ state: "Charge", hits: 2 }] });
    expect(exitCode).toBe(1);
    const whole = await run(["--machine", "OrderSaga", "--format", "json"]);
    expect(JSON.parse(whole.stdout)).toMatchObject({ status: "SUCCEEDED", simulated: ["Charge", "RefundSaga/Refund"] });
  });

  test("asks which of several machines is meant", async () => {
    const { exitCode, stderr } = await run([]);
    expect(stderr).toContain("template.yaml holds 4 machines: OrderSaga, RefundSaga, BrokenSaga, StoredSaga");
    expect(exitCode).toBe(2);
  });

  test.each([
    { machine: "BrokenSaga", want: "template.yaml:25:40" },
    { machine: "StoredSaga", want: "template.yaml:29:29" },
  ])("refuses $machine at its place in the template", async ({ machine, want }) => {
    const { exitCode, stderr } = await run(["--machine", machine]);
    expect(stderr).toContain(want);
    expect(exitCode).toBe(2);
  });

  test("a config speaks of the machine that has the name of its key, and of no other", async () => {
    const config = "machines:\n  RefundSaga:\n    definition: template.yaml\n    tasks: { Refund: { return: { refunded: true } } }\n";
    const refund = await run(["--machine", "RefundSaga", "--format", "json", "--include-data"], { "/shop/saga.config.yaml": config });
    expect(JSON.parse(refund.stdout)).toMatchObject({ status: "SUCCEEDED", output: { refunded: true } });
    const order = await run(["--machine", "OrderSaga", "--format", "json"], { "/shop/saga.config.yaml": config });
    expect(JSON.parse(order.stdout)).toMatchObject({ status: "SUCCEEDED", simulated: ["Charge"] });
    const other = await run(["--machine", "TripSaga"], { "/shop/saga.config.yaml": config });
    expect(other).toMatchObject({ exitCode: 2, stdout: "" });
    expect(other.stderr).toContain('No machine "TripSaga" of the config has this definition');
  });
});
