import { describe, expect, it } from "vitest";
import type { TaskReply, TaskRequest } from "../../../src/lib/engine/task.ts";
import { fails, done, LAMBDA_INVOKE, runNow, scripted, shownFrom, shownHistory, SILENT } from "./histories.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:ProcessPayment";
const ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:Approve";
const TOKEN = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";

const task = (fields: object = {}): object => ({ Type: "Task", Resource: LAMBDA_INVOKE, End: true, ...fields });
const caught = { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Failed" }] };
const FAILED = { Type: "Fail", Error: "OrderFailed" };

describe("the history of a task", () => {
  it("that succeeds", () => {
    const { events, result } = runNow({ Pay: task() }, { script: { Pay: [done({ id: "p-1" })] } });
    expect(shownHistory(events)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 TaskStateEntered Pay",
      "3 2 TaskScheduled",
      "4 3 TaskStarted",
      "5 4 TaskSucceeded",
      "6 5 TaskStateExited Pay",
      "7 6 ExecutionSucceeded",
    ]);
    expect(result).toEqual({ status: "SUCCEEDED", output: { id: "p-1" }, stopTime: 0 });
  });

  it("carries the details that AWS gives", () => {
    const fields = {
      Parameters: { FunctionName: "ProcessPayment", "Payload.$": "$" },
      TimeoutSeconds: 30,
      HeartbeatSeconds: 10,
      Credentials: { RoleArn: "arn:aws:iam::123456789012:role/payments" },
    };
    const { events, identity } = runNow({ Pay: task(fields) }, { input: { order_id: "o-1" }, script: { Pay: [done("paid")] } });
    const kind = { resourceType: "lambda", resource: "invoke" };
    expect(events.map(({ details }) => details)).toEqual([
      { input: { order_id: "o-1" }, roleArn: identity.roleArn },
      { name: "Pay", input: { order_id: "o-1" } },
      {
        ...kind,
        region: "us-east-1",
        parameters: { FunctionName: "ProcessPayment", Payload: { order_id: "o-1" } },
        timeoutInSeconds: 30,
        heartbeatInSeconds: 10,
        taskCredentials: { roleArn: "arn:aws:iam::123456789012:role/payments" },
      },
      kind,
      { ...kind, output: "paid" },
      { name: "Pay", output: "paid" },
      { output: "paid" },
    ]);
  });

  it.each<{ name: string; resource: string; reply: TaskReply; want: readonly string[] }>([
    {
      name: "a bare function that succeeds",
      resource: FUNCTION,
      reply: done(),
      want: [
        "3 2 LambdaFunctionScheduled",
        "4 3 LambdaFunctionStarted",
        "5 4 LambdaFunctionSucceeded",
        "6 5 TaskStateExited Pay",
        "7 6 ExecutionSucceeded",
      ],
    },
    {
      name: "a bare function that fails",
      resource: FUNCTION,
      reply: fails("ErrPayment"),
      want: [
        "3 2 LambdaFunctionScheduled",
        "4 3 LambdaFunctionStarted",
        "5 4 LambdaFunctionFailed ErrPayment",
        "6 5 ExecutionFailed ErrPayment",
      ],
    },
    {
      name: "a bare function that times out",
      resource: FUNCTION,
      reply: SILENT,
      want: [
        "3 2 LambdaFunctionScheduled",
        "4 3 LambdaFunctionStarted",
        "5 4 LambdaFunctionTimedOut States.Timeout",
        "6 5 ExecutionFailed States.Timeout",
      ],
    },
    {
      name: "a service that fails",
      resource: LAMBDA_INVOKE,
      reply: fails("ErrPayment"),
      want: ["3 2 TaskScheduled", "4 3 TaskStarted", "5 4 TaskFailed ErrPayment", "6 5 ExecutionFailed ErrPayment"],
    },
    {
      name: "a service that fails without a name",
      resource: LAMBDA_INVOKE,
      reply: { type: "failed" },
      want: ["3 2 TaskScheduled", "4 3 TaskStarted", "5 4 TaskFailed", "6 5 ExecutionFailed"],
    },
    {
      name: "a token that is answered",
      resource: TOKEN,
      reply: { type: "submitted", output: {}, outcome: done("approved") },
      want: [
        "3 2 TaskScheduled",
        "4 3 TaskStarted",
        "5 4 TaskSubmitted",
        "6 5 TaskSucceeded",
        "7 6 TaskStateExited Pay",
        "8 7 ExecutionSucceeded",
      ],
    },
    {
      name: "a token that is refused",
      resource: TOKEN,
      reply: { type: "submitted", output: {}, outcome: fails("ErrRefused") },
      want: ["3 2 TaskScheduled", "4 3 TaskStarted", "5 4 TaskSubmitted", "6 5 TaskFailed ErrRefused", "7 6 ExecutionFailed ErrRefused"],
    },
    {
      name: "a token that nobody answers",
      resource: TOKEN,
      reply: { type: "submitted", output: {}, outcome: { type: "silent" } },
      want: [
        "3 2 TaskScheduled",
        "4 3 TaskStarted",
        "5 4 TaskSubmitted",
        "6 5 TaskTimedOut States.Timeout",
        "7 6 ExecutionFailed States.Timeout",
      ],
    },
    {
      name: "a token whose message cannot be sent",
      resource: TOKEN,
      reply: { type: "failed", error: "SQS.SdkClientException", phase: "submit" },
      want: [
        "3 2 TaskScheduled",
        "4 3 TaskStarted",
        "5 4 TaskSubmitFailed SQS.SdkClientException",
        "6 5 ExecutionFailed SQS.SdkClientException",
      ],
    },
    {
      name: "an activity without a worker",
      resource: ACTIVITY,
      reply: SILENT,
      want: ["3 2 ActivityScheduled", "4 3 ActivityTimedOut States.Timeout", "5 4 ExecutionFailed States.Timeout"],
    },
  ])("of $name", ({ resource, reply, want }) => {
    const { events } = runNow({ Pay: task({ Resource: resource }) }, { script: { Pay: [reply] } });
    expect(shownFrom(events, 3)).toEqual(want);
  });
});

describe("Retry", () => {
  it("schedules again without entering again, after the delays of BackoffRate", () => {
    const Retry = [{ ErrorEquals: ["ErrPayment"], IntervalSeconds: 2, BackoffRate: 3 }];
    const seen: TaskRequest[] = [];
    const script = { Pay: [fails("ErrPayment"), fails("ErrPayment"), done("paid")] };
    const { events } = runNow({ Pay: task({ Retry }) }, { perform: scripted(script, seen) });
    expect(shownFrom(events, 2)).toEqual([
      "2 0 TaskStateEntered Pay",
      "3 2 TaskScheduled",
      "4 3 TaskStarted",
      "5 4 TaskFailed ErrPayment",
      "6 5 TaskScheduled @2",
      "7 6 TaskStarted @2",
      "8 7 TaskFailed ErrPayment @2",
      "9 8 TaskScheduled @8",
      "10 9 TaskStarted @8",
      "11 10 TaskSucceeded @8",
      "12 11 TaskStateExited Pay @8",
      "13 12 ExecutionSucceeded @8",
    ]);
    expect(seen.map(({ id, attempt, scheduledAt }) => ({ id, attempt, scheduledAt }))).toEqual([
      { id: 1, attempt: 1, scheduledAt: 0 },
      { id: 2, attempt: 2, scheduledAt: 2000 },
      { id: 3, attempt: 3, scheduledAt: 8000 },
    ]);
  });

  it("gives up after MaxAttempts and falls through to Catch", () => {
    const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }];
    const { events } = runNow({ Pay: task({ Retry, ...caught }), Failed: FAILED }, { script: { Pay: [fails("ErrPayment")] } });
    expect(shownFrom(events, 5)).toEqual([
      "5 4 TaskFailed ErrPayment",
      "6 5 TaskScheduled @1",
      "7 6 TaskStarted @1",
      "8 7 TaskFailed ErrPayment @1",
      "9 8 TaskStateExited Pay @1",
      "10 9 FailStateEntered Failed @1",
      "11 10 ExecutionFailed OrderFailed @1",
    ]);
  });

  it("counts each retrier for itself, and anew in each visit", () => {
    const Retry = [
      { ErrorEquals: ["ErrCard"], MaxAttempts: 1 },
      { ErrorEquals: ["ErrBank"], MaxAttempts: 1 },
    ];
    const states = {
      Pay: task({ Retry, Next: "More", End: undefined }),
      More: { Type: "Choice", Choices: [{ Variable: "$", StringEquals: "more", Next: "Pay" }], Default: "Paid" },
      Paid: { Type: "Succeed" },
    };
    const script = { Pay: [fails("ErrCard"), fails("ErrBank"), done("more"), fails("ErrCard"), fails("ErrCard")] };
    const seen: TaskRequest[] = [];
    const { result } = runNow(states, { perform: scripted(script, seen) });
    expect(result).toEqual({ status: "FAILED", error: "ErrCard", stopTime: 3000 });
    expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
  });

  it("the context knows how often it has been retried", () => {
    const Parameters = { Payload: { "retries.$": "$$.State.RetryCount" } };
    const seen: TaskRequest[] = [];
    const script = { Pay: [fails("ErrPayment"), fails("ErrPayment"), done()] };
    runNow({ Pay: task({ Parameters, Retry: [{ ErrorEquals: ["States.ALL"] }] }) }, { perform: scripted(script, seen) });
    expect(seen.map(({ parameters }) => parameters)).toEqual([0, 1, 2].map((retries) => ({ Payload: { retries } })));
  });

  it("jitter comes from the seed", () => {
    const Retry = [{ ErrorEquals: ["States.ALL"], JitterStrategy: "FULL", IntervalSeconds: 100 }];
    const { events } = runNow({ Pay: task({ Retry }) }, { script: { Pay: [fails("ErrPayment"), done()] } });
    // The first number of seed 0 is 0.26642920868471265.
    expect(events[5]?.timestamp).toBe(26_643);
  });
});

describe("Catch", () => {
  it("leaves by an Exited event whose output holds the error where ResultPath says", () => {
    const { events } = runNow(
      { Pay: task(caught), Failed: FAILED },
      { input: { order_id: "o-1" }, script: { Pay: [fails("ErrPayment", "declined")] } },
    );
    expect(shownFrom(events, 5)).toEqual([
      "5 4 TaskFailed ErrPayment",
      "6 5 TaskStateExited Pay",
      "7 6 FailStateEntered Failed",
      "8 7 ExecutionFailed OrderFailed",
    ]);
    expect(events[5]?.details).toEqual({
      name: "Pay",
      output: { order_id: "o-1", error: { Error: "ErrPayment", Cause: "declined" } },
    });
  });

  it.each([
    { name: "replaces the input by default", resultPath: {}, want: { Error: "ErrPayment", Cause: "declined" } },
    { name: "replaces it with ResultPath $", resultPath: { ResultPath: "$" }, want: { Error: "ErrPayment", Cause: "declined" } },
    { name: "keeps it with ResultPath null", resultPath: { ResultPath: null }, want: { order_id: "o-1" } },
    {
      name: "makes the way to a deep place",
      resultPath: { ResultPath: "$.errors.payment" },
      want: { order_id: "o-1", errors: { payment: { Error: "ErrPayment", Cause: "declined" } } },
    },
  ])("$name", ({ resultPath, want }) => {
    const Catch = [{ ErrorEquals: ["ErrPayment"], ...resultPath, Next: "Refunded" }];
    const { result } = runNow(
      { Pay: task({ Catch }), Refunded: { Type: "Succeed" } },
      { input: { order_id: "o-1" }, script: { Pay: [fails("ErrPayment", "declined")] } },
    );
    expect(result).toEqual({ status: "SUCCEEDED", output: want, stopTime: 0 });
  });

  it("a runtime error leaves no task failure and nothing catches it", () => {
    const { events, result } = runNow(
      { Pay: task({ ResultSelector: { "id.$": "$.id" }, Retry: [{ ErrorEquals: ["States.ALL"] }], ...caught }), Failed: FAILED },
      { script: { Pay: [done({})] } },
    );
    expect(shownFrom(events, 5)).toEqual(["5 4 TaskSucceeded", "6 5 ExecutionFailed States.Runtime"]);
    expect(result).toEqual({
      status: "FAILED",
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'Pay' (entered at the event id #2). The JSONPath '$.id' specified for the field 'id.$' could not be found in the input '{}'",
      stopTime: 0,
    });
  });

  it("Parameters that find nothing fail before anything is scheduled", () => {
    const { events } = runNow({ Pay: task({ Parameters: { "Payload.$": "$.id" }, ...caught }), Failed: FAILED });
    expect(shownFrom(events, 2)).toEqual(["2 0 TaskStateEntered Pay", "3 2 ExecutionFailed States.Runtime"]);
  });
});

describe("data flow", () => {
  it.each<{ name: string; fields: object; want: unknown; parameters?: unknown }>([
    { name: "InputPath narrows what the task gets", fields: { InputPath: "$.order" }, parameters: { id: "o-1" }, want: "paid" },
    { name: "InputPath null gives it an empty object", fields: { InputPath: null }, parameters: {}, want: "paid" },
    {
      name: "ResultPath keeps the whole input, not what InputPath left",
      fields: { InputPath: "$.order", ResultPath: "$.payment" },
      want: { order: { id: "o-1" }, total: 120, payment: "paid" },
    },
    { name: "ResultPath null drops the result", fields: { ResultPath: null }, want: { order: { id: "o-1" }, total: 120 } },
    {
      name: "ResultSelector shapes the result",
      fields: { ResultSelector: { "status.$": "$", "order.$": "$$.Execution.Input.order.id" } },
      want: { status: "paid", order: "o-1" },
    },
    { name: "OutputPath narrows what leaves", fields: { ResultPath: "$.payment", OutputPath: "$.order" }, want: { id: "o-1" } },
    { name: "OutputPath null leaves an empty object", fields: { OutputPath: null }, want: {} },
  ])("$name", ({ fields, want, parameters }) => {
    const seen: TaskRequest[] = [];
    const input = { order: { id: "o-1" }, total: 120 };
    const { result } = runNow({ Pay: task(fields) }, { input, perform: scripted({ Pay: [done("paid")] }, seen) });
    expect(result).toEqual({ status: "SUCCEEDED", output: want, stopTime: 0 });
    if (parameters !== undefined) expect(seen[0]?.parameters).toEqual(parameters);
  });
});

describe("timeouts", () => {
  it.each<{ name: string; fields: object; reply: TaskReply; seconds: number }>([
    { name: "TimeoutSeconds", fields: { TimeoutSeconds: 30 }, reply: SILENT, seconds: 30 },
    { name: "TimeoutSecondsPath", fields: { TimeoutSecondsPath: "$.limit" }, reply: SILENT, seconds: 7 },
    { name: "the shorter HeartbeatSeconds", fields: { TimeoutSeconds: 30, HeartbeatSeconds: 10 }, reply: SILENT, seconds: 10 },
    { name: "HeartbeatSecondsPath", fields: { TimeoutSeconds: 30, HeartbeatSecondsPath: "$.limit" }, reply: SILENT, seconds: 7 },
    { name: "nothing, and ends at once", fields: {}, reply: SILENT, seconds: 0 },
    {
      name: "a heartbeat that is asked for",
      fields: { TimeoutSeconds: 30, HeartbeatSeconds: 10 },
      reply: { type: "silent", heartbeat: true },
      seconds: 10,
    },
  ])("a silent task ends by $name", ({ fields, reply, seconds }) => {
    const { events, result } = runNow({ Pay: task(fields) }, { input: { limit: 7 }, script: { Pay: [reply] } });
    expect(result).toEqual({ status: "FAILED", error: "States.Timeout", stopTime: seconds * 1000 });
    expect(events[4]).toEqual({
      id: 5,
      previousEventId: 4,
      timestamp: seconds * 1000,
      type: "TaskTimedOut",
      details: { resourceType: "lambda", resource: "invoke", error: "States.Timeout" },
    });
  });

  it.each([
    { name: "a missed heartbeat", fields: { HeartbeatSeconds: 10 }, want: "HeartbeatMissed" },
    { name: "a timeout", fields: { TimeoutSeconds: 10 }, want: "TimedOut" },
  ])("States.HeartbeatTimeout catches a heartbeat only: $name", ({ fields, want }) => {
    const Catch = [
      { ErrorEquals: ["States.HeartbeatTimeout"], Next: "HeartbeatMissed" },
      { ErrorEquals: ["States.TaskFailed"], Next: "Declined" },
      { ErrorEquals: ["States.Timeout"], Next: "TimedOut" },
    ];
    const ends = { HeartbeatMissed: { Type: "Succeed" }, Declined: { Type: "Succeed" }, TimedOut: { Type: "Succeed" } };
    const { events } = runNow({ Pay: task({ ...fields, Catch }), ...ends }, { script: { Pay: [SILENT] } });
    expect(shownFrom(events, 7)[0]).toBe(`7 6 SucceedStateEntered ${want} @10`);
  });

  it.each([{ limit: "7" }, { limit: 0 }, { limit: 1.5 }, {}])("a TimeoutSecondsPath that leads to %j fails the run", (input) => {
    const { result } = runNow({ Pay: task({ TimeoutSecondsPath: "$.limit", ...caught }), Failed: FAILED }, { input });
    expect(result).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });
});

describe("requests", () => {
  it("say everything about the task; a limit that deployment fills in is none yet", () => {
    const seen: TaskRequest[] = [];
    const { identity } = runNow(
      { Pay: task({ Parameters: { Payload: { total: 120 } }, TimeoutSeconds: 30, HeartbeatSeconds: "${Beat}" }) },
      { perform: scripted({}, seen), startTime: 1000 },
    );
    expect(seen).toEqual([
      {
        id: 1,
        purpose: "task",
        executionArn: identity.executionArn,
        state: "Pay",
        iteration: null,
        attempt: 1,
        resource: LAMBDA_INVOKE,
        integration: { kind: "service", service: "lambda", action: "invoke", pattern: "request-response", eventResource: "invoke" },
        parameters: { Payload: { total: 120 } },
        timeoutSeconds: 30,
        heartbeatSeconds: null,
        taskToken: null,
        scheduledAt: 1000,
      },
    ]);
  });

  it("a token is new for each attempt and stands in the context", () => {
    const seen: TaskRequest[] = [];
    const fields = {
      Resource: TOKEN,
      Parameters: { MessageBody: { "token.$": "$$.Task.Token" } },
      Retry: [{ ErrorEquals: ["States.ALL"] }],
    };
    const submitted: TaskReply = { type: "submitted", output: {}, outcome: fails("ErrRefused") };
    runNow({ Pay: task(fields) }, { perform: scripted({ Pay: [submitted, submitted, done()] }, seen) });
    const tokens = seen.map(({ taskToken }) => taskToken);
    expect(seen.map(({ parameters }) => parameters)).toEqual(tokens.map((token) => ({ MessageBody: { token } })));
    expect(new Set(tokens).size).toBe(3);
    expect(tokens.every((token) => token !== null && token.length === 64)).toBe(true);
  });
});
