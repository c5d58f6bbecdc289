import { describe, expect, test } from "vitest";
import type { TaskState } from "../../../src/lib/asl/ast.ts";
import type { EventDetails, EventType, HistoryEvent } from "../../../src/lib/history/event.ts";
import { createMapBack } from "../../../src/lib/faults/map-back.ts";
import { machineWith } from "../../machine-of.ts";

const ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:saga-cli-order";

function taskOf(resource: string): TaskState {
  const state = machineWith({ Charge: { Type: "Task", Resource: resource, Parameters: {}, End: true } }).states.get("Charge");
  if (state?.type !== "Task") throw new Error("Charge is a Task");
  return state;
}

type Written = { [T in EventType]: readonly [type: T, details: EventDetails[T]] }[EventType];

/** Events that follow each other. */
function line(...events: readonly Written[]): readonly HistoryEvent[] {
  return events.map(([type, details], index) => ({ id: index + 1, previousEventId: index, timestamp: 0, type, details }) as HistoryEvent);
}

function mapped(resource: string, events: readonly HistoryEvent[], work: readonly HistoryEvent[] = []): readonly HistoryEvent[] {
  const faulted = new Map([["Charge", taskOf(resource)]]);
  return events.flatMap(createMapBack({ faulted, region: "eu-west-1", realWork: () => work }));
}

const copy = (...end: readonly Written[]): readonly HistoryEvent[] =>
  line(
    ["ExecutionStarted", { input: {} }],
    ["TaskStateEntered", { name: "Charge", input: {} }],
    ["ActivityScheduled", { resource: ACTIVITY, input: { order: 1 }, timeoutInSeconds: 5, heartbeatInSeconds: 2 }],
    ["ActivityStarted", { workerName: "saga-cli-1" }],
    ...end,
  );
const failedCopy = copy(["ActivityFailed", { error: "Declined", cause: "injected" }]);

const LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:charge";
const started = line(["ExecutionStarted", { input: {} }], ["TaskStateEntered", { name: "Charge", input: {} }]);

describe("the events of a faulted Task become those of", () => {
  test.each<{ name: string; resource: string; want: readonly Written[] }>([
    {
      name: "a function's ARN, which knows no heartbeat",
      resource: LAMBDA,
      want: [
        ["LambdaFunctionScheduled", { resource: LAMBDA, input: { order: 1 }, timeoutInSeconds: 5 }],
        ["LambdaFunctionStarted", {}],
        ["LambdaFunctionFailed", { error: "Declined", cause: "injected" }],
      ],
    },
    {
      name: "an activity of the person's own, whose worker nobody knows",
      resource: "arn:aws:states:us-east-1:123456789012:activity:charge",
      want: [
        [
          "ActivityScheduled",
          {
            resource: "arn:aws:states:us-east-1:123456789012:activity:charge",
            input: { order: 1 },
            timeoutInSeconds: 5,
            heartbeatInSeconds: 2,
          },
        ],
        ["ActivityStarted", {}],
        ["ActivityFailed", { error: "Declined", cause: "injected" }],
      ],
    },
    {
      name: "a service",
      resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      want: [
        [
          "TaskScheduled",
          {
            resourceType: "sqs",
            resource: "sendMessage.waitForTaskToken",
            region: "eu-west-1",
            parameters: { order: 1 },
            timeoutInSeconds: 5,
            heartbeatInSeconds: 2,
          },
        ],
        ["TaskStarted", { resourceType: "sqs", resource: "sendMessage.waitForTaskToken" }],
        ["TaskFailed", { resourceType: "sqs", resource: "sendMessage.waitForTaskToken", error: "Declined", cause: "injected" }],
      ],
    },
  ])("$name", ({ resource, want }) => {
    const original = want.map(([type, details], index) => ({ id: index + 3, previousEventId: index + 2, timestamp: 0, type, details }));
    expect(mapped(resource, failedCopy)).toEqual([...started, ...original]);
  });
});

test.each<{ name: string; end: Written }>([
  { name: "by silence", end: ["ActivityTimedOut", { error: "States.Timeout" }] },
  { name: "because it was told so", end: ["ActivityFailed", { error: "States.Timeout", cause: "" }] },
  { name: "because its heartbeat was told to be missed", end: ["ActivityFailed", { error: "States.HeartbeatTimeout" }] },
])("a Task that timed out $name has timed out", ({ end }) => {
  const last = mapped(LAMBDA, copy(end)).at(-1);
  expect(last).toEqual({ id: 5, previousEventId: 4, timestamp: 0, type: "LambdaFunctionTimedOut", details: { error: "States.Timeout" } });
});

describe("where the real work was done", () => {
  const kind = { resourceType: "states", resource: "startExecution.sync" };
  const submitted: Written = ["TaskSubmitted", { ...kind, output: { ExecutionArn: "arn:child" } }];
  const shipped = copy(
    ["ActivitySucceeded", { output: { Status: "SUCCEEDED" } }],
    ["TaskStateExited", { name: "Charge", output: {} }],
    ["ExecutionSucceeded", { output: {} }],
  );

  test("its submission is recorded, and the ids after it move on", () => {
    const events = mapped("arn:aws:states:::states:startExecution.sync", shipped, line(submitted));
    expect(events.slice(4)).toEqual([
      { id: 5, previousEventId: 4, timestamp: 0, type: "TaskSubmitted", details: submitted[1] },
      { id: 6, previousEventId: 5, timestamp: 0, type: "TaskSucceeded", details: { ...kind, output: { Status: "SUCCEEDED" } } },
      { id: 7, previousEventId: 6, timestamp: 0, type: "TaskStateExited", details: { name: "Charge", output: {} } },
      { id: 8, previousEventId: 7, timestamp: 0, type: "ExecutionSucceeded", details: { output: {} } },
    ]);
  });

  test.each<{ work: Written; want: string }>([
    { work: ["TaskSubmitFailed", { ...kind, error: "Declined" }], want: "TaskSubmitFailed" },
    { work: ["TaskStartFailed", { ...kind, error: "Declined" }], want: "TaskStartFailed" },
    { work: ["TaskFailed", { ...kind, error: "Declined" }], want: "TaskFailed" },
  ])("it fails as the work did: $want", ({ work, want }) => {
    const failed = line(work, ["ExecutionFailed", { error: "Declined" }]);
    expect(mapped("arn:aws:states:::states:startExecution.sync", failedCopy, failed).at(-1)?.type).toBe(want);
  });
});
