import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/lib/base/json.ts";
import type { Answer, LocalApi } from "./local-api.ts";
import { arnOf, chain, createMachine, shape, startLocalApi, untilEnded } from "./local-api.ts";

const sendsToken = (more: JsonObject = {}): string =>
  chain({
    AwaitPayment: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl: "payments", MessageBody: { "token.$": "$$.Task.Token" } },
      ...more,
    },
  });

async function tokenIn(api: LocalApi): Promise<string> {
  const { messages }: Answer = await (await fetch(`${api.endpoint}/outbox`)).json();
  return messages.at(-1).message.token;
}

describe("a task token", () => {
  const tokenMachine = async (more?: JsonObject): Promise<readonly [LocalApi, string, string]> => {
    const api = await startLocalApi();
    const stateMachineArn = await createMachine(api, "orders", sendsToken(more));
    const { executionArn } = await api.call("StartExecution", { stateMachineArn });
    return [api, executionArn, await tokenIn(api)];
  };

  test("lets whoever has it say how the task ended, once", async () => {
    const [api, executionArn, taskToken] = await tokenMachine();
    expect(await api.call("SendTaskHeartbeat", { taskToken })).toEqual({});
    expect(await api.call("SendTaskSuccess", { taskToken, output: '{"paid":true}' })).toEqual({});
    expect(await untilEnded(api, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '{"paid":true}' });
    const gone = { __type: "TaskTimedOut", message: "Task Timed Out: 'Provided task does not exist anymore'" };
    expect(await api.call("SendTaskSuccess", { taskToken, output: "{}" })).toEqual(gone);
    expect(await api.call("SendTaskHeartbeat", { taskToken })).toEqual(gone);
  });

  test("may fail without an error name", async () => {
    const [api, executionArn, taskToken] = await tokenMachine();
    expect(await api.call("SendTaskFailure", { taskToken })).toEqual({});
    const described = await untilEnded(api, executionArn);
    expect([described.status, described.error, described.cause]).toEqual(["FAILED", undefined, undefined]);
  });

  test("expires with its task's timeout, and with its execution", async () => {
    const [api, executionArn, taskToken] = await tokenMachine({ TimeoutSeconds: 1 });
    expect(await untilEnded(api, executionArn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect((await api.call("SendTaskSuccess", { taskToken, output: "{}" })).__type).toBe("TaskTimedOut");
    const [other, stopped, token] = await tokenMachine();
    await other.call("StopExecution", { executionArn: stopped });
    expect((await other.call("SendTaskSuccess", { taskToken: token, output: "{}" })).__type).toBe("TaskTimedOut");
  });

  test("that is none is refused, and so is output that is not JSON", async () => {
    const [api, , taskToken] = await tokenMachine();
    expect(await api.call("SendTaskHeartbeat", { taskToken: "made-up" })).toEqual({
      __type: "InvalidToken",
      message: "Invalid Token: 'Invalid token'",
    });
    expect((await api.call("SendTaskSuccess", { taskToken, output: "{" })).__type).toBe("InvalidOutput");
  });
});

describe("an activity", () => {
  const activityArn = arnOf("activity", "pack");
  const packing = chain({ Pack: { Type: "Task", Resource: activityArn } });

  test("is taken by its worker, who answers by the token", async () => {
    const api = await startLocalApi();
    const { creationDate } = await api.call("CreateActivity", { name: "pack" });
    expect(await api.call("CreateActivity", { name: "pack" })).toEqual({ activityArn, creationDate });
    expect(await api.call("DescribeActivity", { activityArn })).toEqual({ activityArn, name: "pack", creationDate });
    expect(await api.call("ListActivities")).toEqual({ activities: [{ activityArn, name: "pack", creationDate }] });
    const stateMachineArn = await createMachine(api, "orders", packing);
    const waiting = api.call("GetActivityTask", { activityArn, workerName: "packer-1" });
    const { executionArn } = await api.call("StartExecution", { stateMachineArn, input: '{"order":"o-1"}' });
    const { taskToken, input } = await waiting;
    expect(input).toBe('{"order":"o-1"}');
    await api.call("SendTaskSuccess", { taskToken, output: '"packed"' });
    expect(await untilEnded(api, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"packed"' });
    const { events } = await api.call("GetExecutionHistory", { executionArn });
    expect(events[3]).toMatchObject({
      type: "ActivityStarted",
      previousEventId: 3,
      activityStartedEventDetails: { workerName: "packer-1" },
    });
  });

  test("waits in a queue until a worker comes", async () => {
    const api = await startLocalApi();
    await api.call("CreateActivity", { name: "pack" });
    const stateMachineArn = await createMachine(api, "orders", packing);
    for (const order of [1, 2]) await api.call("StartExecution", { stateMachineArn, input: `{"order":${order}}` });
    const first = await api.call("GetActivityTask", { activityArn });
    const second = await api.call("GetActivityTask", { activityArn });
    expect([first.input, second.input]).toEqual(['{"order":1}', '{"order":2}']);
  });

  test("is taken by a worker who asked again before the last task had ended", async () => {
    const api = await startLocalApi();
    await api.call("CreateActivity", { name: "pack" });
    const stateMachineArn = await createMachine(api, "orders", packing);
    const asked = api.call("GetActivityTask", { activityArn });
    await api.call("StartExecution", { stateMachineArn, input: '{"order":1}' });
    const first = await asked;
    const askedAgain = api.call("GetActivityTask", { activityArn });
    await api.call("SendTaskSuccess", { taskToken: first.taskToken, output: "1" });
    await api.call("StartExecution", { stateMachineArn, input: '{"order":2}' });
    expect([first.input, (await askedAgain).input]).toEqual(['{"order":1}', '{"order":2}']);
  });

  test("that is stopped before a worker came is in the queue no more", async () => {
    const api = await startLocalApi();
    await api.call("CreateActivity", { name: "pack" });
    const stateMachineArn = await createMachine(api, "orders", packing);
    const { executionArn } = await api.call("StartExecution", { stateMachineArn, input: '{"order":1}' });
    await api.call("StopExecution", { executionArn });
    await api.call("StartExecution", { stateMachineArn, input: '{"order":2}' });
    expect((await api.call("GetActivityTask", { activityArn })).input).toBe('{"order":2}');
  });

  test("that does not exist fails the execution beyond Retry and Catch", async () => {
    const api = await startLocalApi();
    const stateMachineArn = await createMachine(api, "orders", packing);
    const { executionArn } = await api.call("StartExecution", { stateMachineArn });
    expect(await untilEnded(api, executionArn)).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(await shape(api, executionArn)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 TaskStateEntered",
      "3 2 ActivityScheduled",
      "4 3 ActivityScheduleFailed",
      "5 4 ExecutionFailed",
    ]);
    expect(await api.call("GetActivityTask", { activityArn })).toEqual({
      __type: "ActivityDoesNotExist",
      message: `Activity Does Not Exist: '${activityArn}'`,
    });
  });
});

describe("a nested execution", () => {
  const nested = (resource: string, name: string, more: JsonObject = {}): string =>
    chain({
      Refund: {
        Type: "Task",
        Resource: `arn:aws:states:::${resource}`,
        Parameters: { StateMachineArn: arnOf("stateMachine", name), "Input.$": "$", Name: "refund-1" },
        ...more,
      },
    });
  const child = chain({ RefundCard: { Type: "Pass", Result: { refunded: true } } });
  const failing = JSON.stringify({ StartAt: "Decline", States: { Decline: { Type: "Fail", Error: "RefundDeclined", Cause: "too late" } } });
  const run = async (api: LocalApi, definition: string): Promise<Answer> => {
    const stateMachineArn = await createMachine(api, "orders", definition);
    const { executionArn } = await api.call("StartExecution", { stateMachineArn, input: '{"order":"o-1"}' });
    return untilEnded(api, executionArn);
  };

  test("is started and left alone", async () => {
    const api = await startLocalApi();
    await createMachine(api, "refunds", child);
    const { status, output } = await run(api, nested("states:startExecution", "refunds"));
    const executionArn = arnOf("execution", "refunds:refund-1");
    expect([status, JSON.parse(output)]).toEqual([
      "SUCCEEDED",
      expect.objectContaining({
        ExecutionArn: executionArn,
        StartDate: expect.any(Number),
        SdkResponseMetadata: { RequestId: expect.any(String) },
      }),
    ]);
    expect(await untilEnded(api, executionArn)).toMatchObject({ status: "SUCCEEDED", input: '{"order":"o-1"}' });
  });

  test.each([
    ["states:startExecution.sync", '{"order":"o-1"}', '{"refunded":true}'],
    ["states:startExecution.sync:2", { order: "o-1" }, { refunded: true }],
  ])("%s gives what DescribeExecution says of it", async (resource, Input, Output) => {
    const api = await startLocalApi();
    await createMachine(api, "refunds", child);
    const { output } = await run(api, nested(resource, "refunds"));
    expect(JSON.parse(output)).toEqual({
      ExecutionArn: arnOf("execution", "refunds:refund-1"),
      Input,
      InputDetails: { Included: true },
      Name: "refund-1",
      Output,
      OutputDetails: { Included: true },
      RedriveCount: 0,
      RedriveStatus: "NOT_REDRIVABLE",
      RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
      StartDate: expect.any(Number),
      StateMachineArn: arnOf("stateMachine", "refunds"),
      Status: "SUCCEEDED",
      StopDate: expect.any(Number),
    });
  });

  test("that fails arrives as States.TaskFailed with its story as the cause", async () => {
    const api = await startLocalApi();
    await createMachine(api, "refunds", failing);
    const { error, cause } = await run(api, nested("states:startExecution.sync", "refunds"));
    expect([error, JSON.parse(cause)]).toEqual([
      "States.TaskFailed",
      expect.objectContaining({ Cause: "too late", Error: "RefundDeclined", Status: "FAILED", Name: "refund-1" }),
    ]);
  });

  test("is stopped with its parent", async () => {
    const api = await startLocalApi();
    await createMachine(api, "refunds", sendsToken());
    const stateMachineArn = await createMachine(api, "orders", nested("states:startExecution.sync", "refunds"));
    const { executionArn } = await api.call("StartExecution", { stateMachineArn });
    const refund = arnOf("execution", "refunds:refund-1");
    expect((await api.call("DescribeExecution", { executionArn: refund })).status).toBe("RUNNING");
    await api.call("StopExecution", { executionArn });
    expect((await api.call("DescribeExecution", { executionArn: refund })).status).toBe("ABORTED");
  });

  test("of a machine that does not exist fails the task as the service would", async () => {
    const api = await startLocalApi();
    const { error, cause } = await run(api, nested("states:startExecution.sync", "missing"));
    expect(error).toBe("StepFunctions.StateMachineDoesNotExistException");
    expect(cause).toMatch(
      /^State Machine Does Not Exist: '\S+:missing' \(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: [\da-f-]+; Proxy: null\)$/,
    );
  });

  test("the SDK integration performs any operation, with names and dates as it has them", async () => {
    const api = await startLocalApi();
    await createMachine(api, "refunds", child);
    const { output } = await run(
      api,
      nested("aws-sdk:sfn:startExecution", "refunds", {
        Parameters: { StateMachineArn: arnOf("stateMachine", "refunds"), Name: "refund-1" },
      }),
    );
    expect(JSON.parse(output)).toEqual({
      ExecutionArn: arnOf("execution", "refunds:refund-1"),
      StartDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });
});

describe("a Map run", () => {
  const distributed = JSON.stringify({
    StartAt: "ShipAll",
    States: {
      ShipAll: {
        Type: "Map",
        ItemsPath: "$.orders",
        Label: "Ship",
        ToleratedFailureCount: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Ship",
          States: { Ship: { Type: "Pass", End: true } },
        },
        End: true,
      },
    },
  });

  test("is described with its children, which are executions of their own", async () => {
    const api = await startLocalApi();
    const stateMachineArn = await createMachine(api, "orders", distributed);
    const { executionArn } = await api.call("StartExecution", { stateMachineArn, input: '{"orders":[1,2,3]}' });
    await untilEnded(api, executionArn);
    const { mapRuns } = await api.call("ListMapRuns", { executionArn });
    const { mapRunArn } = mapRuns[0];
    expect(mapRuns).toEqual([{ executionArn, mapRunArn, stateMachineArn, startDate: expect.any(Number), stopDate: expect.any(Number) }]);
    expect(await api.call("DescribeMapRun", { mapRunArn })).toMatchObject({
      mapRunArn,
      executionArn,
      status: "SUCCEEDED",
      toleratedFailureCount: 1,
      itemCounts: { total: 3, succeeded: 3, failed: 0, running: 0, pending: 0 },
    });
    const { executions } = await api.call("ListExecutions", { mapRunArn });
    expect(executions.map(({ status, mapRunArn: of }: Answer) => [status, of])).toEqual([1, 2, 3].map(() => ["SUCCEEDED", mapRunArn]));
    expect(await api.call("DescribeExecution", { executionArn: executions[2].executionArn })).toMatchObject({ input: "1", mapRunArn });
    expect((await api.call("ListExecutions", { stateMachineArn })).executions.length).toBe(1);
    expect((await api.call("UpdateMapRun", { mapRunArn, maxConcurrency: 1 })).__type).toBe("ValidationException");
    expect((await api.call("DescribeMapRun", { mapRunArn: `${mapRunArn}0` })).__type).toBe("ResourceNotFound");
  });

  test("takes new limits while it runs", async () => {
    const api = await startLocalApi();
    const slow = JSON.parse(distributed);
    const waits = JSON.parse(sendsToken());
    slow.States.ShipAll.MaxConcurrency = 1;
    slow.States.ShipAll.ItemProcessor = { ...slow.States.ShipAll.ItemProcessor, ...waits };
    const stateMachineArn = await createMachine(api, "orders", JSON.stringify(slow));
    const { executionArn } = await api.call("StartExecution", { stateMachineArn, input: '{"orders":[1,2,3]}' });
    const { mapRunArn } = (await api.call("ListMapRuns", { executionArn })).mapRuns[0];
    const running = async (): Promise<readonly string[]> =>
      (await api.call("ListExecutions", { mapRunArn, statusFilter: "RUNNING" })).executions.map((child: Answer) => child.executionArn);
    expect(await api.call("UpdateMapRun", { mapRunArn, maxConcurrency: 2, toleratedFailureCount: 0 })).toEqual({});
    expect(await api.call("DescribeMapRun", { mapRunArn })).toMatchObject({
      maxConcurrency: 2,
      toleratedFailureCount: 0,
      itemCounts: { running: 1, pending: 2 },
    });
    await api.call("SendTaskSuccess", { taskToken: await tokenIn(api), output: '"shipped"' });
    await expect.poll(async () => (await running()).length).toBe(2);
    for (const arn of await running()) await api.call("StopExecution", { executionArn: arn });
    expect(await untilEnded(api, executionArn)).toMatchObject({ status: "FAILED", error: "States.ExceedToleratedFailureThreshold" });
  });
});
