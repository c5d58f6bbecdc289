import { describe, expect, test } from "vitest";
import { arnOf, chain, createMachine, ROLE, shape, startLocalApi, untilEnded } from "./local-api.ts";

const PAY = chain({ ReserveStock: { Type: "Pass" }, ChargeCard: { Type: "Pass", Result: { charged: true } } });
const WAITING = chain({
  AwaitPayment: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", Parameters: { FunctionName: "take-payment" } },
});
const number: unknown = expect.any(Number);

test("an execution is described as AWS describes it", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", PAY);
  const input = '{ "order": "o-1" }';
  const { executionArn, startDate } = await api.call("StartExecution", { stateMachineArn, name: "order-1", input });
  expect(executionArn).toBe(arnOf("execution", "orders:order-1"));
  expect(await untilEnded(api, executionArn)).toEqual({
    executionArn,
    stateMachineArn,
    name: "order-1",
    status: "SUCCEEDED",
    startDate,
    stopDate: number,
    input,
    inputDetails: { included: true },
    output: '{"charged":true}',
    outputDetails: { included: true },
    redriveCount: 0,
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
  });
  const described = await api.call("DescribeExecution", { executionArn, includedData: "METADATA_ONLY" });
  expect([described.input, described.inputDetails, described.output, described.outputDetails]).toEqual([
    undefined,
    { included: false },
    undefined,
    { included: false },
  ]);
});

test("the same name and input find the running execution, anything else is refused", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", WAITING);
  const start = { stateMachineArn, name: "order-1", input: "{}" };
  const first = await api.call("StartExecution", start);
  expect(await api.call("StartExecution", start)).toEqual(first);
  const exists = { __type: "ExecutionAlreadyExists", message: `Execution Already Exists: '${first.executionArn}'` };
  expect(await api.call("StartExecution", { ...start, input: '{"other":1}' })).toEqual(exists);
  await api.call("StopExecution", { executionArn: first.executionArn });
  expect(await api.call("StartExecution", start)).toEqual(exists);
});

test("a stopped execution has ExecutionAborted that follows nothing", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", WAITING);
  const { executionArn } = await api.call("StartExecution", { stateMachineArn });
  const { stopDate } = await api.call("StopExecution", { executionArn, error: "Cancelled", cause: "the customer left" });
  expect(await api.call("DescribeExecution", { executionArn })).toMatchObject({
    status: "ABORTED",
    error: "Cancelled",
    cause: "the customer left",
    stopDate,
    redriveStatus: "REDRIVABLE",
  });
  expect(await shape(api, executionArn)).toEqual([
    "1 0 ExecutionStarted",
    "2 0 TaskStateEntered",
    "3 2 TaskScheduled",
    "4 3 TaskStarted",
    "5 4 TaskSubmitted",
    "6 0 ExecutionAborted",
  ]);
  expect(await api.call("StopExecution", { executionArn })).toEqual({ stopDate });
});

test("executions are listed last first, by status and in pages", async () => {
  const api = await startLocalApi();
  const orders = await createMachine(api, "orders", PAY);
  const payments = await createMachine(api, "payments", WAITING);
  for (const name of ["order-1", "order-2", "order-3"]) {
    const { executionArn } = await api.call("StartExecution", { stateMachineArn: orders, name });
    await untilEnded(api, executionArn);
  }
  await api.call("StartExecution", { stateMachineArn: payments, name: "payment-1" });
  const first = await api.call("ListExecutions", { stateMachineArn: orders, maxResults: 2 });
  const second = await api.call("ListExecutions", { stateMachineArn: orders, maxResults: 2, nextToken: first.nextToken });
  const names = (page: typeof first): readonly string[] => page.executions.map(({ name }: { name: string }) => name);
  expect([names(first), names(second), second.nextToken]).toEqual([["order-3", "order-2"], ["order-1"], undefined]);
  expect(first.executions[0]).toEqual({
    executionArn: arnOf("execution", "orders:order-3"),
    stateMachineArn: orders,
    name: "order-3",
    status: "SUCCEEDED",
    startDate: number,
    stopDate: number,
    redriveCount: 0,
  });
  expect(names(await api.call("ListExecutions", { stateMachineArn: payments, statusFilter: "RUNNING" }))).toEqual(["payment-1"]);
  expect(names(await api.call("ListExecutions", { stateMachineArn: payments, statusFilter: "FAILED" }))).toEqual([]);
  expect(await api.call("ListExecutions", { stateMachineArn: payments, nextToken: first.nextToken })).toEqual({
    __type: "InvalidToken",
    message: "Invalid Token: 'Invalid token'",
  });
});

test("an input is measured in bytes of UTF-8", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", PAY);
  const start = async (bytes: number): Promise<unknown> =>
    api.call("StartExecution", { stateMachineArn, input: JSON.stringify("é".repeat((bytes - 2) / 2)) });
  expect(await start(262_146)).toEqual({
    __type: "ValidationException",
    message: expect.stringMatching(/'input' failed to satisfy constraint: Member must have length less than or equal to 262144$/),
  });
  expect(await start(262_144)).toEqual({ executionArn: expect.any(String), startDate: number });
});

describe("GetExecutionHistory", () => {
  test("gives events in pages, backwards and without data", async () => {
    const api = await startLocalApi();
    const stateMachineArn = await createMachine(api, "orders", PAY);
    const { executionArn } = await api.call("StartExecution", { stateMachineArn, input: '{"order":"o-1"}' });
    await untilEnded(api, executionArn);
    const page = await api.call("GetExecutionHistory", { executionArn, maxResults: 1, includeExecutionData: false });
    expect(page).toEqual({
      events: [
        {
          id: 1,
          previousEventId: 0,
          type: "ExecutionStarted",
          timestamp: number,
          executionStartedEventDetails: { inputDetails: { truncated: false }, roleArn: ROLE },
        },
      ],
      nextToken: expect.any(String),
    });
    const types = async (body: object): Promise<readonly string[]> =>
      (await api.call("GetExecutionHistory", { executionArn, ...body })).events.map(({ type }: { type: string }) => type);
    const all = await types({});
    expect(all).toEqual([
      "ExecutionStarted",
      "PassStateEntered",
      "PassStateExited",
      "PassStateEntered",
      "PassStateExited",
      "ExecutionSucceeded",
    ]);
    expect(await types({ reverseOrder: true })).toEqual(all.toReversed());
    expect(await types({ nextToken: page.nextToken })).toEqual(all.slice(1));
  });

  test("a token of one list is none of another", async () => {
    const api = await startLocalApi();
    const stateMachineArn = await createMachine(api, "orders", PAY);
    const { executionArn } = await api.call("StartExecution", { stateMachineArn });
    const { nextToken } = await api.call("GetExecutionHistory", { executionArn, maxResults: 1 });
    const refused = await api.call("GetExecutionHistory", { executionArn, nextToken, reverseOrder: true });
    expect(refused.__type).toBe("InvalidToken");
  });
});

describe("EXPRESS", () => {
  const failing = chain({ ChargeCard: { Type: "Fail", Error: "CardDeclined", Cause: "no funds" } }).replace(',"End":true', "");

  test("a synchronous execution answers with its end", async () => {
    const api = await startLocalApi();
    const stateMachineArn = await createMachine(api, "quotes", PAY, { type: "EXPRESS" });
    const answer = await api.call("StartSyncExecution", { stateMachineArn, name: "quote-1", input: '{"order":"o-1"}' });
    expect(answer).toEqual({
      executionArn: expect.stringMatching(/^arn:aws:states:us-east-1:123456789012:express:quotes:quote-1:[\da-f-]{36}$/),
      stateMachineArn,
      name: "quote-1",
      status: "SUCCEEDED",
      startDate: number,
      stopDate: number,
      input: '{"order":"o-1"}',
      inputDetails: { included: true },
      output: '{"charged":true}',
      outputDetails: { included: true },
      billingDetails: { billedDurationInMilliseconds: number, billedMemoryUsedInMB: 64 },
    });
    const failed = await createMachine(api, "failing", failing, { type: "EXPRESS" });
    expect(await api.call("StartSyncExecution", { stateMachineArn: failed })).toMatchObject({
      error: "CardDeclined",
      cause: "no funds",
      status: "FAILED",
    });
  });

  test("it ends after five minutes, and nothing tells of it afterwards", async () => {
    const api = await startLocalApi();
    const stateMachineArn = await createMachine(api, "slow", chain({ Wait: { Type: "Wait", Seconds: 301 } }), { type: "EXPRESS" });
    const answer = await api.call("StartSyncExecution", { stateMachineArn });
    expect([answer.status, answer.stopDate - answer.startDate]).toEqual(["TIMED_OUT", 300]);
    expect((await api.call("DescribeExecution", { executionArn: answer.executionArn })).message).toBe(
      "Invalid Arn: 'Resource type not valid in this context: express'",
    );
    expect((await api.call("ListExecutions", { stateMachineArn })).__type).toBe("StateMachineTypeNotSupported");
    expect([...api.service.world.executions.all()]).toEqual([]);
  });

  test("patterns that it does not have are refused with the definition", async () => {
    const api = await startLocalApi();
    expect(await api.call("CreateStateMachine", { name: "quotes", definition: WAITING, roleArn: ROLE, type: "EXPRESS" })).toEqual({
      __type: "InvalidDefinition",
      message:
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: An EXPRESS machine cannot use the .waitForTaskToken integration pattern. Make the machine STANDARD, or start a STANDARD machine for this step. at /States/AwaitPayment/Resource'",
    });
  });
});

test("a failed execution is redriven from where it failed", async () => {
  let declined = true;
  const api = await startLocalApi({
    lambda: () => (declined ? { type: "failed", error: "CardDeclined", cause: "no funds" } : { type: "succeeded", output: "paid" }),
  });
  const charge = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:charge" };
  const stateMachineArn = await createMachine(api, "orders", chain({ ReserveStock: { Type: "Pass" }, ChargeCard: charge }));
  const { executionArn } = await api.call("StartExecution", { stateMachineArn });
  expect(await untilEnded(api, executionArn)).toMatchObject({ status: "FAILED", error: "CardDeclined", redriveStatus: "REDRIVABLE" });
  declined = false;
  const { redriveDate } = await api.call("RedriveExecution", { executionArn });
  expect(redriveDate).toEqual(number);
  expect(await untilEnded(api, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"paid"', redriveCount: 1, redriveDate });
  expect((await shape(api, executionArn)).filter((line) => /Redriven|Entered|Failed$/.test(line))).toEqual([
    "2 0 PassStateEntered",
    "4 3 TaskStateEntered",
    "7 6 LambdaFunctionFailed",
    "8 7 ExecutionFailed",
    "9 8 ExecutionRedriven",
  ]);
  expect(await api.call("RedriveExecution", { executionArn })).toEqual({
    __type: "ExecutionNotRedrivable",
    message: "Execution is SUCCEEDED and cannot be redriven",
  });
});

test("a redrive that is asked for again with its client token is not made twice", async () => {
  const api = await startLocalApi({ lambda: () => ({ type: "failed", error: "CardDeclined", cause: "no funds" }) });
  const charge = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:charge" };
  const stateMachineArn = await createMachine(api, "orders", chain({ ChargeCard: charge }));
  const { executionArn } = await api.call("StartExecution", { stateMachineArn });
  await untilEnded(api, executionArn);
  const redrive = async (clientToken: string): Promise<unknown> => {
    const answer = await api.call("RedriveExecution", { executionArn, clientToken });
    await untilEnded(api, executionArn);
    return answer;
  };
  const first = await redrive("token-1");
  expect(await redrive("token-1")).toEqual(first);
  expect((await api.call("DescribeExecution", { executionArn })).redriveCount).toBe(1);
  for (let n = 2; n <= 11; n++) await redrive(`token-${n}`);
  expect((await api.call("DescribeExecution", { executionArn })).redriveCount).toBe(11);
  await redrive("token-11");
  await redrive("token-1");
  expect((await api.call("DescribeExecution", { executionArn })).redriveCount).toBe(12);
});

test("the oldest finished executions are forgotten when they become too many", async () => {
  const api = await startLocalApi({ limits: { executions: 2, events: 1000 } });
  const stateMachineArn = await createMachine(api, "orders", PAY);
  for (const name of ["order-1", "order-2", "order-3"]) await api.call("StartExecution", { stateMachineArn, name });
  const { executions } = await api.call("ListExecutions", { stateMachineArn });
  expect(executions.map(({ name }: { name: string }) => name)).toEqual(["order-3", "order-2"]);
  const executionArn = arnOf("execution", "orders:order-1");
  expect(await api.call("DescribeExecution", { executionArn })).toEqual({
    __type: "ExecutionDoesNotExist",
    message: `Execution Does Not Exist: '${executionArn}'`,
  });
});
