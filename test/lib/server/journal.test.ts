import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { arnOf, chain, createMachine, startLocalApi, untilEnded } from "./local-api.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "saga-server-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const PAY = chain({ ReserveStock: { Type: "Pass" }, ChargeCard: { Type: "Pass", Result: { charged: true } } });
const WAITING = chain({
  ReserveStock: { Type: "Pass" },
  AwaitPayment: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", Parameters: { FunctionName: "take-payment" } },
});
const journal = (): string => join(dataDir, "step-functions.jsonl");

test("machines, activities, versions, aliases and tags outlive the server", async () => {
  const before = await startLocalApi({ dataDir });
  const stateMachineArn = await createMachine(before, "orders", PAY, { publish: true, tags: [{ key: "team", value: "checkout" }] });
  await before.call("UpdateStateMachine", { stateMachineArn, definition: WAITING });
  await before.call("CreateStateMachineAlias", {
    name: "live",
    routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }],
  });
  await before.call("CreateActivity", { name: "pack" });
  await createMachine(before, "refunds", PAY);
  await before.call("DeleteStateMachine", { stateMachineArn: arnOf("stateMachine", "refunds") });
  const asked = [
    ["DescribeStateMachine", { stateMachineArn }],
    ["DescribeStateMachine", { stateMachineArn: `${stateMachineArn}:1` }],
    ["DescribeStateMachineAlias", { stateMachineAliasArn: `${stateMachineArn}:live` }],
    ["ListStateMachineVersions", { stateMachineArn }],
    ["ListTagsForResource", { resourceArn: stateMachineArn }],
    ["ListStateMachines", {}],
    ["ListActivities", {}],
  ] as const;
  const told = async (api: typeof before): Promise<readonly unknown[]> =>
    Promise.all(asked.map(([operation, body]) => api.call(operation, body)));
  const first = await told(before);
  await before.stop();
  const after = await startLocalApi({ dataDir });
  expect(await told(after)).toEqual(first);
  const { executionArn } = await after.call("StartExecution", { stateMachineArn: `${stateMachineArn}:live` });
  expect(await untilEnded(after, executionArn)).toMatchObject({ status: "SUCCEEDED", stateMachineVersionArn: `${stateMachineArn}:1` });
  expect((await after.call("PublishStateMachineVersion", { stateMachineArn })).stateMachineVersionArn).toBe(`${stateMachineArn}:2`);
});

test("finished executions outlive a kill with their histories, running ones are aborted by the restart", async () => {
  const killed = await startLocalApi({ dataDir });
  const orders = await createMachine(killed, "orders", PAY);
  const payments = await createMachine(killed, "payments", WAITING);
  const { executionArn: finished } = await killed.call("StartExecution", {
    stateMachineArn: orders,
    input: '{"order":"o-1"}',
    traceHeader: "Root=1",
  });
  const { executionArn: running } = await killed.call("StartExecution", { stateMachineArn: payments });
  const told = async (api: typeof killed, executionArn: string): Promise<unknown> => [
    await api.call("DescribeExecution", { executionArn }),
    await api.call("GetExecutionHistory", { executionArn }),
    await api.call("DescribeStateMachineForExecution", { executionArn }),
  ];
  const first = await told(killed, finished);
  const { events } = await killed.call("GetExecutionHistory", { executionArn: running });
  // A kill leaves what is in the file now, and half of the line that was being written.
  const left = readFileSync(journal());
  await killed.stop();
  writeFileSync(journal(), left);
  appendFileSync(journal(), '{"type":"events","arn":"arn:aws:st');

  const restarted = await startLocalApi({ dataDir });
  expect(await told(restarted, finished)).toEqual(first);
  const failure = {
    error: "SagaCli.Restarted",
    cause: "The execution ran when saga-cli local ended, and was aborted by the restart. Its history shows how far it had come.",
  };
  expect(await restarted.call("DescribeExecution", { executionArn: running })).toMatchObject({
    status: "ABORTED",
    ...failure,
    redriveStatus: "NOT_REDRIVABLE",
  });
  const aborted = {
    id: events.length + 1,
    previousEventId: 0,
    timestamp: expect.any(Number),
    type: "ExecutionAborted",
    executionAbortedEventDetails: failure,
  };
  expect((await restarted.call("GetExecutionHistory", { executionArn: running })).events).toEqual([...events, aborted]);
  expect((await restarted.call("StartExecution", { stateMachineArn: payments, name: running.split(":").at(-1) })).__type).toBe(
    "ExecutionAlreadyExists",
  );
});

test("a restart keeps one copy of everything, and what was forgotten stays so", async () => {
  const limits = { executions: 1, events: 1000 };
  let api = await startLocalApi({ dataDir, limits });
  const stateMachineArn = await createMachine(api, "orders", PAY);
  for (const name of ["order-1", "order-2"]) await api.call("StartExecution", { stateMachineArn, name });
  await api.stop();
  api = await startLocalApi({ dataDir, limits });
  const once = readFileSync(journal(), "utf8");
  await api.stop();
  api = await startLocalApi({ dataDir, limits });
  expect(readFileSync(journal(), "utf8")).toBe(once);
  expect(once.split("\n").map((line) => /^\{"type":"([a-z-]+)"/.exec(line)?.[1])).toEqual([
    "definition",
    "machine",
    "execution",
    "events",
    "end",
    undefined,
  ]);
  expect((await api.call("ListExecutions", { stateMachineArn })).executions.length).toBe(1);
  expect(readdirSync(dataDir)).toEqual(["step-functions.jsonl"]);
});

test.each(['{"type":"definition"', "null"])("a line that was damaged later is named: %s", async (damaged) => {
  const api = await startLocalApi({ dataDir });
  await createMachine(api, "orders", PAY);
  await api.stop();
  const [, ...others] = readFileSync(journal(), "utf8").split("\n");
  writeFileSync(journal(), [damaged, ...others].join("\n"));
  await expect(startLocalApi({ dataDir })).rejects.toMatchObject({ name: "UserError", location: { file: journal(), line: 1 } });
});
