import { describe, expect, it } from "vitest";
import type { MachineType } from "../../../src/lib/asl/ast.ts";
import { parseMachine } from "../../../src/lib/asl/parse-machine.ts";
import { parseDefinition } from "../../machine-of.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";
import { parseJson } from "../../../src/lib/source/parse-json.ts";
import { pay, payTask } from "./pay-machine.ts";

function shownAs(type: MachineType, definition: object): readonly string[] {
  const { source } = parseDefinition(definition);
  const { root } = parseJson(source);
  if (root === undefined) throw new Error("The definition is empty");
  return shownDiagnostics(source, parseMachine({ source, root, type }).diagnostics).map((line) => line.replace("order.asl.json:", ""));
}

const HINT = "Make the machine STANDARD, or start a STANDARD machine for this step.";
const job = (Resource: string): object =>
  payTask({ Resource, Parameters: { QueueUrl: "${Queue}", MessageBody: "pay", StateMachineArn: "${Saga}" } });
const distributed = (ExecutionType: MachineType, Resource: string): object =>
  pay({
    Type: "Map",
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType },
      StartAt: "Approve",
      States: { Approve: { Type: "Task", Resource, End: true } },
    },
    Next: "Paid",
  });
const ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:approve";

describe("an EXPRESS machine", () => {
  it.each([
    { what: "the .sync integration pattern", definition: job("arn:aws:states:::states:startExecution.sync") },
    { what: "the .sync:2 integration pattern", definition: job("arn:aws:states:::states:startExecution.sync:2") },
    { what: "the .waitForTaskToken integration pattern", definition: job("arn:aws:states:::sqs:sendMessage.waitForTaskToken") },
    { what: "an activity", definition: payTask({ Resource: ACTIVITY }) },
  ])("cannot use $what", ({ what, definition }) => {
    expect(shownAs("EXPRESS", definition)).toEqual([`6:19: An EXPRESS machine cannot use ${what}. ${HINT}`]);
    expect(shownAs("STANDARD", definition)).toEqual([]);
  });

  it("cannot run a distributed Map, whose children are not judged then", () => {
    const definition = distributed("STANDARD", ACTIVITY);
    expect(shownAs("EXPRESS", definition)).toEqual([`4:5: An EXPRESS machine cannot run a Map in DISTRIBUTED mode. ${HINT}`]);
  });

  it("is what the children of a distributed Map are that asks for it", () => {
    expect(shownAs("STANDARD", distributed("EXPRESS", ACTIVITY))).toEqual([`15:25: An EXPRESS machine cannot use an activity. ${HINT}`]);
    expect(shownAs("STANDARD", distributed("STANDARD", ACTIVITY))).toEqual([]);
  });

  it("can call, and nest flows", () => {
    const flow = { StartAt: "Charge", States: { Charge: { Type: "Task", Resource: ACTIVITY, End: true } } };
    expect(shownAs("EXPRESS", payTask({}))).toEqual([]);
    expect(shownAs("EXPRESS", pay({ Type: "Parallel", Branches: [flow], Next: "Paid" }))).toEqual([
      `12:27: An EXPRESS machine cannot use an activity. ${HINT}`,
    ]);
  });
});
