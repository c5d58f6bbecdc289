import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { pay, payTask, shown } from "./pay-machine.ts";

const jsonata = { QueryLanguage: "JSONata" };

describe("Task, Wait, Fail, Parallel and Map", () => {
  const wait = (fields: object, more: object = {}): object => pay({ Type: "Wait", Next: "Paid", ...fields }, more);
  const branch = { StartAt: "Charge", States: { Charge: { Type: "Pass", End: true } } };
  it.each<DiagnosticsCase>([
    { name: "a Task without a Resource", definition: pay({ Type: "Task", Next: "Paid" }), want: ['4:5: Task "Pay" needs a Resource'] },
    {
      name: "times that are no positive whole numbers",
      definition: payTask({ TimeoutSeconds: 0, HeartbeatSeconds: 1.5 }),
      want: [
        "8:25: TimeoutSeconds must be a whole number from 1 to 99999999, not 0",
        "9:27: HeartbeatSeconds must be a whole number from 1 to 99999999, not 1.5",
      ],
    },
    {
      name: "a time twice",
      definition: payTask({ TimeoutSeconds: 3, TimeoutSecondsPath: "$.timeout" }),
      want: ["9:7: TimeoutSeconds and TimeoutSecondsPath exclude each other"],
    },
    {
      name: "a time that is text",
      definition: payTask({ TimeoutSeconds: "3" }),
      want: ["8:25: TimeoutSeconds must be a number, not a string"],
    },
    {
      name: "a Wait for two things",
      definition: wait({ Seconds: 1, Timestamp: "2026-11-22T10:00:00Z" }),
      want: ["4:12: A Wait needs exactly one of Seconds, Timestamp, SecondsPath, TimestampPath"],
    },
    {
      name: "a Wait for nothing",
      definition: wait({}),
      want: ["4:12: A Wait needs exactly one of Seconds, Timestamp, SecondsPath, TimestampPath"],
    },
    {
      name: "a Wait of less than nothing",
      definition: wait({ Seconds: -1 }),
      want: ["7:18: Seconds must be a whole number from 0 to 99999999, not -1"],
    },
    {
      name: "a Wait of text",
      definition: wait({ Seconds: "1" }),
      want: ['7:18: Seconds must be a whole number from 0 to 99999999, not "1"'],
    },
    {
      name: "a moment without a time",
      definition: wait({ Timestamp: "2026-11-22" }),
      want: ['7:20: Timestamp must be an ISO 8601 timestamp such as 2026-11-22T10:00:00Z, not "2026-11-22"'],
    },
    { name: "a Wait whose seconds are computed", definition: wait({ Seconds: "{% $states.input.pause %}" }, jsonata), want: [] },
    {
      name: "a Fail with an error twice",
      definition: { StartAt: "Failed", States: { Failed: { Type: "Fail", Error: "ErrPayment", ErrorPath: "$.error" } } },
      want: ["7:7: Error and ErrorPath exclude each other"],
    },
    {
      name: "a Parallel without Branches",
      definition: pay({ Type: "Parallel", Next: "Paid" }),
      want: ["4:12: A Parallel needs at least one entry in Branches"],
    },
    {
      name: "a Parallel with empty Branches",
      definition: pay({ Type: "Parallel", Next: "Paid", Branches: [] }),
      want: ["7:19: A Parallel needs at least one entry in Branches"],
    },
    {
      name: "a branch with fields of its own",
      definition: pay({ Type: "Parallel", Next: "Paid", Branches: [{ ...branch, Retry: [] }] }),
      want: ['16:11: A branch has no field "Retry". Known: Comment, StartAt, States.'],
    },
    {
      name: "names that a nested flow repeats",
      definition: pay({
        Type: "Parallel",
        Next: "Paid",
        Branches: [branch, branch, { StartAt: "Pay", States: { Pay: { Type: "Pass", End: true } } }],
      }),
      want: ['20:13: There is another state named "Charge" in this machine', '29:13: There is another state named "Pay" in this machine'],
    },
    {
      name: "targets outside of the flow",
      definition: pay({
        Type: "Parallel",
        Next: "Paid",
        Branches: [{ StartAt: "Charge", States: { Charge: { Type: "Pass", Next: "Paid" } } }],
      }),
      want: ['13:23: Next names "Paid", which is not a state here. Known: Charge.'],
    },
    {
      name: "a Map without an ItemProcessor",
      definition: pay({ Type: "Map", Next: "Paid" }),
      want: ["4:12: A Map needs an ItemProcessor"],
    },
    {
      name: "a Map whose processor, mode and limits are wrong",
      definition: pay({
        Type: "Map",
        Next: "Paid",
        MaxConcurrency: -1,
        ToleratedFailurePercentage: 101,
        ItemProcessor: { ...branch, ProcessorConfig: { Mode: "LOCAL", ExecutionType: "STANDARD", Speed: 1 } },
      }),
      want: [
        '20:11: ProcessorConfig has no field "Speed". Known: Mode, ExecutionType.',
        "18:19: Mode is INLINE or DISTRIBUTED, not LOCAL",
        "7:25: MaxConcurrency must be a whole number at least 0, not -1",
        "8:37: ToleratedFailurePercentage must be a number from 0 to 100, not 101",
      ],
    },
    {
      name: "a Map with the names before 2022",
      definition: pay({ Type: "Map", Next: "Paid", Iterator: branch, Parameters: { "line.$": "$$.Map.Item.Value" } }),
      want: [],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
