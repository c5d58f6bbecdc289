import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectDynamoDb } from "../../../src/lib/data/dynamodb.ts";
import { startEmbeddedDynamoDb } from "../../../src/lib/data/embedded-dynamodb.ts";
import { createTables } from "../../../src/lib/data/tables.ts";
import { Mailbox } from "../../../src/lib/engine/mailbox.ts";
import type { TaskMessage, TaskReply, TaskRequest } from "../../../src/lib/engine/task.ts";
import { createHandlerPool } from "../../../src/lib/tasks/handler-pool.ts";
import { lambdaEnvelope } from "../../../src/lib/tasks/lambda-envelope.ts";
import type { TaskAnswers, TaskSources } from "../../../src/lib/tasks/perform-tasks.ts";
import { createTaskPerformer } from "../../../src/lib/tasks/perform-tasks.ts";
import type { TaskBinding } from "../../../src/lib/tasks/task-binding.ts";
import { unansweredTask } from "../../../src/lib/tasks/unanswered-task.ts";
import { INVOKE, PROCESS_ORDER, taskRequest } from "./task-request.ts";

const ORDER = { order_id: "o-1" };
const succeeded = (output: unknown): unknown => ({ type: "succeeded", output });

function answers(sources: Partial<TaskSources>): TaskAnswers {
  const unused = (): never => {
    throw new Error("not asked for");
  };
  return createTaskPerformer({
    resolve: () => undefined,
    pool: unused,
    dynamodb: unused,
    commands: { cwd: tmpdir(), environment: {}, onLog: () => {} },
    ...sources,
  });
}

const bound = (binding: TaskBinding): TaskAnswers => answers({ resolve: () => binding });
const perform = ({ perform }: TaskAnswers, request: TaskRequest): TaskReply | Promise<TaskReply> =>
  perform(request, new AbortController().signal);
const invoke = taskRequest(INVOKE, { parameters: { FunctionName: "process-order", Payload: ORDER } });

describe("replies that wait for nothing are synchronous", () => {
  const sns = taskRequest("arn:aws:states:::sns:publish", { parameters: { TopicArn: "orders", Message: ORDER } });
  test.each([
    { name: "return:", sources: bound({ type: "return", value: "paid" }), request: taskRequest(PROCESS_ORDER), want: succeeded("paid") },
    {
      name: "return: for lambda:invoke is the Payload",
      sources: bound({ type: "return", value: "paid" }),
      request: invoke,
      want: succeeded(lambdaEnvelope(invoke, "paid")),
    },
    {
      name: "throw:",
      sources: bound({ type: "throw", error: "ErrProcessPayment", cause: "declined" }),
      request: invoke,
      want: { type: "failed", error: "ErrProcessPayment", cause: "declined" },
    },
    {
      name: "throw: without a cause",
      sources: bound({ type: "throw", error: "ErrProcessPayment" }),
      request: invoke,
      want: { type: "failed", error: "ErrProcessPayment" },
    },
    {
      name: "a simulated function answers its event",
      sources: answers({}),
      request: invoke,
      want: succeeded(lambdaEnvelope(invoke, ORDER)),
    },
    {
      name: "a simulated task of another service answers its parameters",
      sources: answers({}),
      request: taskRequest("arn:aws:states:::glue:getJob", { parameters: ORDER }),
      want: succeeded(ORDER),
    },
    {
      name: "a simulated HTTP call answers its body",
      sources: answers({}),
      request: taskRequest("arn:aws:states:::http:invoke", { parameters: { ApiEndpoint: "https://example.com", RequestBody: ORDER } }),
      want: succeeded({ Headers: {}, ResponseBody: ORDER, StatusCode: 200, StatusText: "OK" }),
    },
    {
      name: "return: for http:invoke is the body",
      sources: bound({ type: "return", value: ORDER }),
      request: taskRequest("arn:aws:states:::http:invoke"),
      want: succeeded({ Headers: {}, ResponseBody: ORDER, StatusCode: 200, StatusText: "OK" }),
    },
    {
      name: "return: for http:invoke may be a failure of the endpoint",
      sources: bound({ type: "return", value: { StatusCode: 503, ResponseBody: "try later" } }),
      request: taskRequest("arn:aws:states:::http:invoke"),
      want: { type: "failed", error: "States.Http.StatusCode.503", cause: "try later" },
    },
    {
      name: "a bucket is a folder",
      sources: answers({ buckets: { orders: join(tmpdir(), "no-orders") } }),
      request: taskRequest("arn:aws:states:::aws-sdk:s3:listObjectsV2", { parameters: { Bucket: "orders" } }),
      want: succeeded({ Contents: [], IsTruncated: false, KeyCount: 0, MaxKeys: 1000, Name: "orders", Prefix: "" }),
    },
    {
      name: "a message that the queue refuses is a task that was not submitted",
      sources: answers({}),
      request: taskRequest("arn:aws:states:::sqs:sendMessage.waitForTaskToken", { parameters: { QueueUrl: "orders" } }),
      want: { type: "failed", error: "SQS.AmazonSQSException", cause: expect.any(String), phase: "submit" },
    },
    {
      name: "a mock comes before all else",
      sources: answers({ mock: () => ({ type: "succeeded", output: "mocked" }), resolve: () => ({ type: "return", value: "bound" }) }),
      request: sns,
      want: succeeded("mocked"),
    },
    {
      name: "the person's binding comes before an integration of ours",
      sources: bound({ type: "return", value: "bound" }),
      request: sns,
      want: succeeded("bound"),
    },
  ])("$name", ({ sources, request, want }) => {
    expect(perform(sources, request)).toEqual(want);
  });
});

test("what is published and what is simulated is told apart and kept", () => {
  const sources = answers({});
  void perform(
    sources,
    taskRequest("arn:aws:states:::sns:publish", { state: "NotifySuccess", parameters: { TopicArn: "orders", Message: ORDER } }),
  );
  void perform(sources, taskRequest(PROCESS_ORDER, { state: "ProcessOrder" }));
  expect(sources.outbox).toEqual([
    { service: "sns", destination: "orders", message: ORDER, state: "NotifySuccess", at: Date.UTC(2026, 0, 5, 9, 30) },
  ]);
  expect([...sources.simulated]).toEqual(["ProcessOrder"]);
});

test("the caller may change what is simulated", () => {
  const sources = answers({ adaptSimulated: (request, output) => ({ state: request.state, output }) });
  expect(perform(sources, taskRequest(PROCESS_ORDER, { parameters: ORDER }))).toEqual(succeeded({ state: "ProcessOrder", output: ORDER }));
});

describe("a task that waits for somebody", () => {
  const approve = taskRequest("arn:aws:states:::sqs:sendMessage.waitForTaskToken", {
    state: "Approve",
    parameters: { QueueUrl: "approvals", MessageBody: ORDER },
    taskToken: "t-1",
  });
  const output: unknown = expect.objectContaining({ MD5OfMessageBody: expect.any(String) });

  const channel = { messages: new Mailbox<TaskMessage>(), outside: true };

  test("is submitted and answered by whoever has its token", () => {
    const sources = answers({ callback: () => channel });
    expect(perform(sources, approve)).toEqual({ type: "submitted", output, outcome: channel });
    expect([...sources.simulated]).toEqual([]);
  });

  test("is answered by the tool where nobody else can, and the run says so", () => {
    const sources = answers({});
    expect(perform(sources, approve)).toEqual({ type: "submitted", output, outcome: succeeded(approve.parameters) });
    expect([...sources.simulated]).toEqual(["Approve"]);
  });

  test("ends as the person's binding says", () => {
    const sources = bound({ type: "throw", error: "Rejected" });
    expect(perform(sources, approve)).toEqual({
      type: "submitted",
      output: approve.parameters,
      outcome: { type: "failed", error: "Rejected" },
    });
  });

  test("an activity is answered by its worker", () => {
    const activity = taskRequest("arn:aws:states:us-east-1:123456789012:activity:pack", { taskToken: "t-2" });
    expect(perform(answers({ callback: () => channel }), activity)).toEqual({ type: "elsewhere", channel });
  });

  test("a nested execution is started by whoever has the machines", () => {
    const start = taskRequest("arn:aws:states:::states:startExecution", { parameters: { StateMachineArn: "refund" } });
    const started: TaskReply = { type: "succeeded", output: { ExecutionArn: "refund-1" } };
    expect(perform(answers({ stepFunctions: () => started }), start)).toEqual(started);
  });

  test("a job is submitted and done", () => {
    const job = taskRequest("arn:aws:states:::glue:startJobRun.sync", { parameters: ORDER });
    expect(perform(answers({}), job)).toEqual({ type: "submitted", output: ORDER, outcome: succeeded(ORDER) });
  });
});

describe("handlers", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "saga-tasks-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("a module writes to the run's DynamoDB, and a task reads it from there", async () => {
    const embedded = await startEmbeddedDynamoDb();
    const db = await connectDynamoDb(embedded.address);
    await createTables(db, { Orders: { key: ["order_id"], types: {}, items: [] } });
    const file = join(folder, "process-order.mjs");
    const put = { TableName: "Orders", Item: { order_id: { S: "o-1" }, status: { S: "Placed" } } };
    const headers = {
      "X-Amz-Target": "DynamoDB_20120810.PutItem",
      Authorization: "AWS4-HMAC-SHA256 Credential=a, Signature=b, SignedHeaders=c",
      "X-Amz-Date": "20260105T093000Z",
      "Content-Type": "application/x-amz-json-1.0",
    };
    writeFileSync(
      file,
      `export async function handler(event, context) {
        const response = await fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, { method: "POST", headers: ${JSON.stringify(headers)}, body: ${JSON.stringify(JSON.stringify(put))} });
        return { status: response.status, order: event.order_id, by: context.functionName };
      }`,
    );
    const pool = createHandlerPool(() => {});
    pool.start({ AWS_ENDPOINT_URL_DYNAMODB: embedded.endpoint }, [file]);
    const sources = answers({
      pool: () => pool,
      dynamodb: async () => db,
      resolve: ({ integration }) =>
        integration.service === "lambda" ? { type: "module", file, export: "handler", timeoutSeconds: 10 } : undefined,
    });
    expect(await perform(sources, invoke)).toEqual(succeeded(lambdaEnvelope(invoke, { status: 200, order: "o-1", by: "process-order" })));
    const read = taskRequest("arn:aws:states:::aws-sdk:dynamodb:getItem", {
      parameters: { TableName: "Orders", Key: { order_id: { S: "o-1" } } },
    });
    expect(await perform(sources, read)).toEqual(succeeded({ Item: put.Item }));
    await pool.close();
    db.close();
    await embedded.close();
  });

  test("a command is told its function's name, and its output is handed on with it", async () => {
    const lines: string[] = [];
    const script = "console.error('charging'); console.log(JSON.stringify(process.env.AWS_LAMBDA_FUNCTION_NAME))";
    const sources = answers({
      resolve: () => ({ type: "command", command: [process.execPath, "-e", script], timeoutSeconds: 10 }),
      commands: { cwd: folder, environment: {}, onLog: (line) => lines.push(line) },
    });
    expect(await perform(sources, taskRequest(PROCESS_ORDER))).toEqual(succeeded("process-order"));
    expect(lines).toEqual(["process-order | charging"]);
  });

  test("a handler that hangs beyond TimeoutSeconds says nothing, so that the engine times the task out", async () => {
    const sources = answers({
      resolve: () => ({ type: "command", command: [process.execPath, "-e", "setTimeout(() => {}, 60000)"], timeoutSeconds: 10 }),
    });
    expect(await perform(sources, taskRequest(PROCESS_ORDER, { timeoutSeconds: 0.1 }))).toEqual({ type: "silent" });
  });
});

describe("strict", () => {
  const answersOf = (sources: Partial<TaskSources>): TaskAnswers => answers({ strict: true, ...sources });

  test.each([
    { name: "a function", request: invoke },
    { name: "a service", request: taskRequest("arn:aws:states:::glue:getJob") },
    { name: "an activity", request: taskRequest("arn:aws:states:us-east-1:123456789012:activity:pack") },
    {
      name: "the callback of a message",
      request: taskRequest("arn:aws:states:::sns:publish.waitForTaskToken", { parameters: { TopicArn: "orders", Message: ORDER } }),
    },
    {
      name: "a bucket without a folder",
      request: taskRequest("arn:aws:states:::aws-sdk:s3:getObject", { parameters: { Bucket: "orders" } }),
    },
  ])("$name that nothing answers is a UserError", ({ request }) => {
    expect(() => perform(answersOf({}), request)).toThrow(unansweredTask(request));
  });

  test("what is answered is not", () => {
    expect(perform(answersOf({ resolve: () => ({ type: "return", value: "paid" }) }), taskRequest(PROCESS_ORDER))).toEqual(
      succeeded("paid"),
    );
    const published = taskRequest("arn:aws:states:::aws-sdk:sns:publish", { parameters: { TopicArn: "orders", Message: ORDER } });
    expect(perform(answersOf({}), published)).toMatchObject({ type: "succeeded" });
  });
});
