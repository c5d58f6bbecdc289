import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import type { TaskReply } from "../../../src/lib/engine/task.ts";
import { findTestCase } from "../../../src/lib/tasks/mock-config.ts";
import { mockPerformer } from "../../../src/lib/tasks/mock-performer.ts";
import { parseMockConfig } from "../../../src/lib/tasks/parse-mock-config.ts";
import { INVOKE, PROCESS_ORDER, taskRequest } from "./task-request.ts";

/** A performer for a case that mocks ProcessOrder. */
function performerOf(response: JsonValue): ReturnType<typeof mockPerformer> {
  const json = {
    StateMachines: { order: { TestCases: { HappyPath: { ProcessOrder: "placed" } } } },
    MockedResponses: { placed: response },
  };
  const locate = (): { readonly file: string; readonly line: number; readonly column: number } => ({
    file: "mocks.json",
    line: 7,
    column: 5,
  });
  return mockPerformer(findTestCase(parseMockConfig(json, locate), "order", "HappyPath"));
}

describe("an answer by the shape of its task", () => {
  const failed = { type: "failed", error: "OutOfStock", cause: "none left" };
  test.each<{ name: string; resource: string; answer: JsonValue; want: TaskReply }>([
    { name: "Return", resource: INVOKE, answer: { Return: { Payload: 1 } }, want: { type: "succeeded", output: { Payload: 1 } } },
    { name: "Return of null", resource: INVOKE, answer: { Return: null }, want: { type: "succeeded", output: null } },
    {
      name: "a function's response unwrapped on its own ARN",
      resource: PROCESS_ORDER,
      answer: { Return: { StatusCode: 200, Payload: { id: "o-1" } } },
      want: { type: "succeeded", output: { id: "o-1" } },
    },
    {
      name: "a result that only looks like a response",
      resource: PROCESS_ORDER,
      answer: { Return: { StatusCode: 200, Payload: 1, id: "o-1" } },
      want: { type: "succeeded", output: { StatusCode: 200, Payload: 1, id: "o-1" } },
    },
    {
      name: "Throw",
      resource: INVOKE,
      answer: { Throw: { Error: "OutOfStock", Cause: "none left" } },
      want: { type: "failed", error: "OutOfStock", cause: "none left" },
    },
    { name: "a Throw of nothing", resource: INVOKE, answer: { Throw: {} }, want: { type: "failed" } },
    { name: "a real timeout", resource: INVOKE, answer: { Throw: { Error: "States.Timeout" } }, want: { type: "silent" } },
    {
      name: "a real heartbeat timeout",
      resource: INVOKE,
      answer: { Throw: { Error: "States.HeartbeatTimeout" } },
      want: { type: "silent", heartbeat: true },
    },
    {
      name: "a submission before a token's outcome",
      resource: `${INVOKE}.waitForTaskToken`,
      answer: { Throw: { Error: "OutOfStock", Cause: "none left" } },
      want: { type: "submitted", output: {}, outcome: failed as TaskReply & { type: "failed" } },
    },
    {
      name: "a submission before a job's result",
      resource: "arn:aws:states:::states:startExecution.sync:2",
      answer: { Return: { Status: "SUCCEEDED" } },
      want: { type: "submitted", output: {}, outcome: { type: "succeeded", output: { Status: "SUCCEEDED" } } },
    },
  ])("$name", ({ resource, answer, want }) => {
    expect(performerOf({ 0: answer })(taskRequest(resource))).toEqual(want);
  });
});

test("invocations count by state, over retries and Map iterations, until there is no answer left", () => {
  const perform = performerOf({ 0: { Throw: { Error: "Busy" } }, "1-2": { Return: "placed" } });
  const invoke = (iteration: string): TaskReply | undefined => perform(taskRequest(INVOKE, { iteration }));
  expect([invoke("Orders[0]"), invoke("Orders[0]"), invoke("Orders[1]")]).toEqual([
    { type: "failed", error: "Busy" },
    { type: "succeeded", output: "placed" },
    { type: "succeeded", output: "placed" },
  ]);
  expect(() => invoke("Orders[2]")).toThrow(
    expect.objectContaining({
      message: 'Test case "HappyPath" has no answer for invocation 3 of state "ProcessOrder"',
      hint: 'Add the attempt "3" to the mocked response "placed".',
      location: { file: "mocks.json", line: 7, column: 5 },
    }),
  );
});

test("an activity is taken by a worker before it ends", () => {
  const reply = performerOf({ 0: { Return: { approved: true } } })(taskRequest("arn:aws:states:us-east-1:123456789012:activity:approve"));
  const messages = reply?.type === "elsewhere" ? reply.channel.messages : undefined;
  expect([messages?.take(), messages?.take(), messages?.take()]).toEqual([
    { type: "started" },
    { type: "succeeded", output: { approved: true } },
    undefined,
  ]);
});

test("a state that is not mocked is left to others", () => {
  const perform = performerOf({ 0: { Return: "placed" } });
  expect(perform(taskRequest(INVOKE, { state: "ProcessPayment" }))).toBeUndefined();
});
