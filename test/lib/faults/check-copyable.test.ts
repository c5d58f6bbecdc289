import { describe, expect, test } from "vitest";
import type { UserError } from "../../../src/lib/base/user-error.ts";
import { checkCopyable, needsRealWork } from "../../../src/lib/faults/check-copyable.ts";
import type { Fault } from "../../../src/lib/faults/fault.ts";
import { machineWith } from "../../machine-of.ts";

const task = (resource: string, more: object = {}): object => ({ Type: "Task", Resource: resource, End: true, ...more });
const LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:reserve";
const PARAMETERS = { FunctionName: "approve", Payload: { "token.$": "$$.Task.Token" } };

const machine = machineWith({
  Reserve: task(LAMBDA),
  Approve: task("arn:aws:states:::lambda:invoke.waitForTaskToken", { Parameters: PARAMETERS }),
  Charge: task(LAMBDA, { Credentials: { "RoleArn.$": "$.role" } }),
  Items: {
    Type: "Map",
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: "Pack",
      States: { Pack: task(LAMBDA) },
    },
    End: true,
  },
});

const before: Fault = {
  text: "",
  state: "Reserve",
  iteration: null,
  attempts: null,
  effect: { type: "fail", phase: "before", error: "OutOfStock", cause: "" },
};
const after: Fault = { ...before, effect: { type: "fail", phase: "after", error: "OutOfStock", cause: "" } };
const result: Fault = { ...before, effect: { type: "result", result: 1 } };

describe("a copy cannot have", () => {
  test.each<{ name: string; type?: "STANDARD" | "EXPRESS"; fault: Fault; want: string | null }>([
    { name: "nothing that is forbidden: before", fault: before, want: null },
    { name: "nothing that is forbidden: after", fault: after, want: null },
    { name: "nothing that is forbidden: a token task that always fails", fault: { ...before, state: "Approve" }, want: null },
    { name: "an effect of a token task", fault: { ...after, state: "Approve" }, want: '"Approve" waits for a task token' },
    {
      name: "some attempts of a token task",
      fault: { ...before, state: "Approve", attempts: [1, 1] },
      want: '"Approve" waits for a task token',
    },
    { name: "an effect with computed credentials", fault: { ...after, state: "Charge" }, want: 'the Credentials of "Charge" are computed' },
    { name: "a task of a distributed Map", fault: { ...before, state: "Pack" }, want: '"Pack" runs in a distributed Map' },
    { name: "nothing that is forbidden: EXPRESS, before", type: "EXPRESS", fault: before, want: null },
    { name: "an effect in an EXPRESS machine", type: "EXPRESS", fault: after, want: "an EXPRESS machine on an endpoint" },
    { name: "a result in an EXPRESS machine", type: "EXPRESS", fault: result, want: "an EXPRESS machine on an endpoint" },
    { name: "some attempts in an EXPRESS machine", type: "EXPRESS", fault: { ...before, attempts: [1, 2] }, want: "an EXPRESS machine" },
  ])("$name", ({ type = "STANDARD", fault, want }) => {
    let message: string | null = null;
    try {
      checkCopyable(machine, type, [fault]);
    } catch (error) {
      ({ message } = error as UserError);
    }
    if (want === null) expect(message).toBeNull();
    else expect(message).toContain(want);
  });
});

test.each([
  { name: "a fault before, always", faults: [before], want: false },
  { name: "a result, always", faults: [result], want: false },
  { name: "a fault after", faults: [after], want: true },
  { name: "a fault on the first attempt", faults: [{ ...before, attempts: [1, 1] as const }], want: true },
  { name: "a fault in one iteration", faults: [{ ...before, iteration: "Items[0]" }], want: true },
])("real work is needed for $name: $want", ({ faults, want }) => {
  expect(needsRealWork("Reserve", faults)).toBe(want);
});
