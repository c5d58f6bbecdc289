import { describe, expect, it } from "vitest";
import { Mailbox } from "../../../src/lib/engine/mailbox.ts";
import type { TaskChannel, TaskMessage, TaskReply } from "../../../src/lib/engine/task.ts";
import { done, fails, LAMBDA_INVOKE, runNow, shownFrom } from "./histories.ts";

const ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:Approve";
const TOKEN = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";

function channel(...messages: TaskMessage[]): TaskChannel & { readonly messages: Mailbox<TaskMessage> } {
  const mailbox = new Mailbox<TaskMessage>();
  for (const message of messages) mailbox.post(message);
  return { messages: mailbox, outside: false };
}

describe("an activity", () => {
  const states = { Approve: { Type: "Task", Resource: ACTIVITY, TimeoutSeconds: 60, End: true } };
  it.each<{ name: string; messages: readonly TaskMessage[]; want: readonly string[] }>([
    {
      name: "that a worker takes and finishes",
      messages: [{ type: "started", workerName: "clerk" }, { type: "heartbeat" }, done("approved")],
      want: [
        "3 2 ActivityScheduled",
        "4 3 ActivityStarted",
        "5 4 ActivitySucceeded",
        "6 5 TaskStateExited Approve",
        "7 6 ExecutionSucceeded",
      ],
    },
    {
      name: "that a worker takes and fails",
      messages: [{ type: "started" }, fails("ErrRefused")],
      want: ["3 2 ActivityScheduled", "4 3 ActivityStarted", "5 4 ActivityFailed ErrRefused", "6 5 ExecutionFailed ErrRefused"],
    },
    {
      name: "that a worker takes and forgets",
      messages: [{ type: "started" }],
      want: [
        "3 2 ActivityScheduled",
        "4 3 ActivityStarted",
        "5 4 ActivityTimedOut States.Timeout @60",
        "6 5 ExecutionFailed States.Timeout @60",
      ],
    },
    {
      name: "that nobody takes",
      messages: [],
      want: ["3 2 ActivityScheduled", "4 3 ActivityTimedOut States.Timeout @60", "5 4 ExecutionFailed States.Timeout @60"],
    },
  ])("$name", ({ messages, want }) => {
    const reply: TaskReply = { type: "elsewhere", channel: channel(...messages) };
    expect(shownFrom(runNow(states, { script: { Approve: [reply] } }).events, 3)).toEqual(want);
  });

  it("names its worker", () => {
    const reply: TaskReply = { type: "elsewhere", channel: channel({ type: "started", workerName: "clerk" }, done()) };
    expect(runNow(states, { script: { Approve: [reply] } }).events[3]?.details).toEqual({ workerName: "clerk" });
  });
});

describe("a token", () => {
  /** Approve waits for its token; beside it, Beat sends a heartbeat each 4 s, as often as it is told. */
  function approve(beats: number, answer: TaskMessage | undefined, fields: object): readonly string[] {
    const approval = channel();
    const beat = { Wait: { Type: "Wait", Seconds: 4, Next: "Beat" }, Beat: { Type: "Task", Resource: LAMBDA_INVOKE, Next: "More" } };
    const more = { Type: "Choice", Choices: [{ Variable: "$", NumericGreaterThan: 0, Next: "Wait" }], Default: "Done" };
    const branches = [
      { StartAt: "Approve", States: { Approve: { Type: "Task", Resource: TOKEN, End: true, ...fields } } },
      { StartAt: "Wait", States: { ...beat, More: more, Done: { Type: "Succeed" } } },
    ];
    let left = beats;
    const { events } = runNow(
      { Both: { Type: "Parallel", Branches: branches, End: true } },
      {
        perform: ({ state }) => {
          if (state === "Approve") return { type: "submitted", output: {}, outcome: approval };
          left -= 1;
          approval.messages.post(left === 0 && answer ? answer : { type: "heartbeat" });
          return done(left);
        },
      },
    );
    const kinds = new Set(["TaskSubmitted", "TaskTimedOut", "ExecutionSucceeded", "ExecutionFailed"]);
    return events.filter(({ type }) => kinds.has(type)).map(({ type, timestamp }) => `${type} @${timestamp / 1000}`);
  }

  it.each<{ name: string; beats: number; answer?: TaskMessage; fields: object; want: readonly string[] }>([
    {
      name: "each heartbeat puts off the next one's end",
      beats: 3,
      answer: done("approved"),
      fields: { HeartbeatSeconds: 5 },
      want: ["TaskSubmitted @0", "ExecutionSucceeded @12"],
    },
    {
      name: "a heartbeat that stays away ends it",
      beats: 2,
      fields: { HeartbeatSeconds: 5 },
      want: ["TaskSubmitted @0", "TaskTimedOut @13", "ExecutionFailed @13"],
    },
    {
      name: "heartbeats do not put off TimeoutSeconds",
      beats: 3,
      fields: { HeartbeatSeconds: 5, TimeoutSeconds: 10 },
      want: ["TaskSubmitted @0", "TaskTimedOut @10", "ExecutionFailed @10"],
    },
  ])("$name", ({ beats, answer, fields, want }) => {
    expect(approve(beats, answer, fields)).toEqual(want);
  });
});
