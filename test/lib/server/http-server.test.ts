import { request } from "node:http";
import { expect, test } from "vitest";
import { startHttpServer } from "../../../src/lib/server/http-server.ts";
import { operations } from "../../../src/lib/server/operations.ts";
import type { LocalApi } from "./local-api.ts";
import { arnOf, chain, createMachine, ROLE, startLocalApi } from "./local-api.ts";

/** A request as any program on this machine, or any page in its browser, could send it. */
function send(
  api: LocalApi,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string },
): Promise<readonly [number, string]> {
  const { method = "POST", path = "/", headers = {}, body = "{}" } = options;
  return new Promise((resolve, reject) => {
    const sent = request(api.endpoint, { method, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve([response.statusCode ?? 0, text]));
    });
    sent.on("error", reject).end(body);
  });
}

const LIST = { "X-Amz-Target": "AWSStepFunctions.ListStateMachines" };

test("it listens on loopback, and answers to loopback names only", async () => {
  const api = await startLocalApi();
  expect(api.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  for (const host of [
    "127.0.0.1:8083",
    "localhost",
    "localhost:8083",
    "sync-states.us-east-1.localhost",
    "[::1]:8083",
    "sync-127.0.0.1:8083",
  ]) {
    expect(await send(api, { headers: { ...LIST, host } })).toEqual([200, '{"stateMachines":[]}']);
  }
  for (const host of ["attacker.example", "127.0.0.1.attacker.example", "localhost.attacker.example:8083", "10.0.0.1"]) {
    expect((await send(api, { headers: { ...LIST, host } }))[0]).toBe(403);
  }
});

test.each([
  ["a request without an operation", {}, 400, "UnknownOperationException"],
  [
    "an operation that AWS does not have",
    { headers: { "X-Amz-Target": "AWSStepFunctions.constructor" } },
    400,
    "UnknownOperationException",
  ],
  ["another service", { headers: { "X-Amz-Target": "DynamoDB_20120810.ListTables" } }, 400, "UnknownOperationException"],
  ["a body that is not JSON", { headers: LIST, body: "{" }, 400, "SerializationException"],
  ["a body that is no object", { headers: LIST, body: "[]" }, 400, "SerializationException"],
  ["a parameter of the wrong type", { headers: LIST, body: '{"maxResults":"all"}' }, 400, "SerializationException"],
  ["a parameter out of bounds", { headers: LIST, body: '{"maxResults":1001}' }, 400, "ValidationException"],
  ["a GET request", { method: "GET", headers: LIST, body: "" }, 405, "MethodNotAllowed"],
])("%s is refused", async (_, options, status, type) => {
  const api = await startLocalApi();
  const [answered, text] = await send(api, options);
  expect([answered, JSON.parse(text).__type]).toEqual([status, type]);
});

test("a body past all limits is refused before it is read whole", async () => {
  const api = await startLocalApi();
  const [status, text] = await send(api, { headers: LIST, body: " ".repeat(9 * 1024 * 1024) });
  expect([status, JSON.parse(text).__type]).toEqual([413, "RequestEntityTooLarge"]);
});

test("a port that is taken is said, with what to do", async () => {
  const api = await startLocalApi();
  const port = Number(new URL(api.endpoint).port);
  const second = startHttpServer({ port, operations, service: api.service, beforeAnswer: () => {}, onBug: () => {} });
  await expect(second).rejects.toMatchObject({
    name: "UserError",
    message: `The Step Functions API cannot listen on 127.0.0.1:${port}: the port is taken`,
    hint: "Name another port with --port.",
  });
});

test.each([
  [
    "DescribeExecution",
    {},
    "ValidationException",
    "1 validation error detected: Value null at 'executionArn' failed to satisfy constraint: Member must not be null",
  ],
  ["DescribeExecution", { executionArn: "order-1" }, "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: order-1'"],
  [
    "DescribeExecution",
    { executionArn: arnOf("stateMachine", "orders") },
    "InvalidArn",
    "Invalid Arn: 'Resource type not valid in this context: stateMachine'",
  ],
  [
    "DescribeExecution",
    { executionArn: arnOf("execution", "orders:gone") },
    "ExecutionDoesNotExist",
    `Execution Does Not Exist: '${arnOf("execution", "orders:gone")}'`,
  ],
  [
    "StartExecution",
    { stateMachineArn: arnOf("stateMachine", "gone") },
    "StateMachineDoesNotExist",
    `State Machine Does Not Exist: '${arnOf("stateMachine", "gone")}'`,
  ],
  ["StartExecution", { stateMachineArn: arnOf("stateMachine", "orders"), name: "two words" }, "InvalidName", "Invalid Name: 'two words'"],
  ["StartExecution", { stateMachineArn: arnOf("stateMachine", "orders"), name: "bell\u0007" }, "InvalidName", "Invalid Name: 'bell\u0007'"],
  [
    "StartExecution",
    { stateMachineArn: arnOf("stateMachine", "orders"), input: "{" },
    "InvalidExecutionInput",
    "Invalid State Machine Execution Input: 'The object that opens on line 1 is not closed'",
  ],
  [
    "StartExecution",
    { stateMachineArn: arnOf("stateMachine", "orders"), input: "[".repeat(2000) },
    "InvalidExecutionInput",
    "Invalid State Machine Execution Input: 'nested deeper than 1000 levels'",
  ],
  ["StartExecution", { stateMachineArn: `${arnOf("stateMachine", "orders")}#HappyPath` }, "StateMachineDoesNotExist", null],
  [
    "StartSyncExecution",
    { stateMachineArn: arnOf("stateMachine", "orders") },
    "StateMachineTypeNotSupported",
    "This operation is not supported by this type of state machine",
  ],
  ["CreateStateMachine", { name: "a/b", definition: "{}", roleArn: ROLE }, "InvalidName", "Invalid Name: 'a/b'"],
  ["CreateStateMachine", { name: "..", definition: "{", roleArn: ROLE }, "InvalidDefinition", null],
  ["ListExecutions", {}, "ValidationException", "Must provide a StateMachine ARN or MapRun ARN"],
  [
    "ListExecutions",
    { stateMachineArn: arnOf("stateMachine", "orders"), statusFilter: "DONE" },
    "ValidationException",
    "1 validation error detected: Value 'DONE' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE]",
  ],
])("%s %j is refused with %s", async (operation, body, type, message) => {
  const api = await startLocalApi();
  if (type !== "StateMachineDoesNotExist") await createMachine(api, "orders", chain({ ChargeCard: { Type: "Pass" } }));
  const refused = await api.call(operation, body);
  expect(refused).toEqual({ __type: type, message: message ?? expect.any(String) });
});

test("keys named __proto__ stay ordinary keys", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", chain({ ChargeCard: { Type: "Pass" } }));
  const input = '{"__proto__":{"admin":true},"constructor":1}';
  const { executionArn } = await api.call("StartExecution", { stateMachineArn, input });
  expect((await api.call("DescribeExecution", { executionArn })).output).toBe(input);
});
