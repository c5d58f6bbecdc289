import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ORDER_SAGA, ROOT, runCommand } from "../test-io.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-local-"));
});
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

interface Local {
  readonly child: ChildProcess;
  /** Whatever it has printed. */
  readonly stdout: string;
  readonly call: (operation: string, body: object) => Promise<Record<string, string>>;
}

/** Starts the program on free ports and waits until it says that it is ready. */
async function startLocal(...argv: readonly string[]): Promise<Local> {
  const ports = ["--port", "0", "--dynamodb-port", "0"];
  const child = spawn(process.execPath, [join(ROOT, "bin/saga-cli.js"), "local", ...ports, ...argv], { cwd: folder });
  running.push(child);
  let stdout = "";
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  await new Promise<void>((ready, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes("Ready.")) ready();
    });
    child.on("close", () => reject(new Error(`It ended: ${stderr}`)));
  });
  const [, endpoint = ""] = /^Step Functions: (\S+)$/m.exec(stdout) ?? [];
  return {
    child,
    stdout,
    async call(operation, body) {
      const headers = { "X-Amz-Target": `AWSStepFunctions.${operation}` };
      const response = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(body) });
      return (await response.json()) as Record<string, string>;
    },
  };
}

const charge = (more: object = {}): string =>
  JSON.stringify({
    StartAt: "ChargeCard",
    States: { ChargeCard: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:charge", End: true, ...more } },
  });

async function create({ call }: Local, definition: string, name = "orders"): Promise<string> {
  const { stateMachineArn = "" } = await call("CreateStateMachine", { name, definition, roleArn: "arn:aws:iam::123456789012:role/orders" });
  return stateMachineArn;
}

async function run({ call }: Local, stateMachineArn: string, input = "{}"): Promise<Record<string, string>> {
  const { executionArn } = await call("StartExecution", { stateMachineArn, input });
  for (;;) {
    const described = await call("DescribeExecution", { executionArn });
    if (described["status"] !== "RUNNING") return described;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test.each(["SIGINT", "SIGTERM"] as const)("it says where it is, and %s ends it cleanly", async (signal) => {
  const { child, stdout } = await startLocal();
  expect(stdout).toMatch(/^Step Functions: http:\/\/127\.0\.0\.1:\d+\nDynamoDB: http:\/\/127\.0\.0\.1:\d+\nReady\. Ctrl\+C ends it\.\n$/);
  child.kill(signal);
  expect(await once(child, "close")).toEqual([0, null]);
});

test("it ends cleanly while executions wait", async () => {
  const local = await startLocal();
  const stateMachineArn = await create(
    local,
    JSON.stringify({ StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 86_400, End: true } } }),
  );
  await local.call("StartExecution", { stateMachineArn });
  local.child.kill("SIGTERM");
  expect(await once(local.child, "close")).toEqual([0, null]);
});

describe("what cannot be used is said, with exit code 2", () => {
  test("a port that is taken", async () => {
    const { stdout } = await startLocal();
    const [, port = "", dynamodbPort = ""] = /:(\d+)\n.*:(\d+)\n/.exec(stdout) ?? [];
    const free = ["--port", "0", "--dynamodb-port", "0"];
    expect(await runCommand(["local", ...free, "--port", port])).toMatchObject({
      exitCode: 2,
      stderr: `error: The Step Functions API cannot listen on 127.0.0.1:${port}: the port is taken\n  Name another port with --port.\n`,
    });
    const second = await runCommand(["local", ...free, "--dynamodb-port", dynamodbPort]);
    expect([second.exitCode, second.stderr]).toEqual([2, expect.stringContaining("Name another port with --dynamodb-port.")]);
  });

  test.each([
    ["--port", "eighty", "It must be a port from 0 to 65535."],
    ["--port", "65536", "It must be a port from 0 to 65535."],
    ["--time", "scale=0", "It must be real, virtual or scale=N."],
    ["--mock-config", "missing.json", "missing.json does not exist"],
    ["--config", "missing.yaml", "missing.yaml does not exist"],
  ])("%s %s", async (flag, value, message) => {
    const { exitCode, stderr } = await runCommand(["local", flag, value]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

test("handlers find the variables of the config in their environment", async () => {
  const command = [process.execPath, "-p", "JSON.stringify(process.env.WAREHOUSE)"];
  writeFileSync(join(folder, "saga.config.yaml"), JSON.stringify({ tasks: { charge: { command } }, environment: { WAREHOUSE: "north" } }));
  const local = await startLocal("--time", "virtual");
  expect(await run(local, await create(local, charge()))).toMatchObject({ status: "SUCCEEDED", output: '"north"' });
});

test("tasks are answered by the test case that ARN#CASE names", async () => {
  writeFileSync(
    join(folder, "mocks.json"),
    JSON.stringify({
      StateMachines: { orders: { TestCases: { CardDeclined: { ChargeCard: "declined" } } } },
      MockedResponses: { declined: { "0": { Throw: { Error: "Busy" } }, "1": { Throw: { Error: "CardDeclined", Cause: "no funds" } } } },
    }),
  );
  const local = await startLocal("--time", "virtual", "--mock-config", "mocks.json");
  const retry = { Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 3600 }] };
  const stateMachineArn = await create(local, charge(retry));
  expect(await run(local, `${stateMachineArn}#CardDeclined`)).toMatchObject({ status: "FAILED", error: "CardDeclined", cause: "no funds" });
  expect(await local.call("StartExecution", { stateMachineArn: `${stateMachineArn}#HappyPath` })).toEqual({
    __type: "InvalidName",
    message: '"orders" has no test case "HappyPath". Known: CardDeclined.',
  });
});

test("the handlers and tables of the config answer, and a task that nothing answers is made up, once said", async () => {
  const local = await startLocal("--time", "virtual", "--config", join(ORDER_SAGA, "saga.config.yaml"));
  const log: string[] = [];
  local.child.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  const definition = readFileSync(join(ORDER_SAGA, "order.asl.json"), "utf8").replaceAll(
    /\$\{(\w+)Function\.Arn\}/g,
    (_, name: string) =>
      `arn:aws:lambda:us-east-1:123456789012:function:${name.replaceAll(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`,
  );
  const order = { order_id: "o-1", customer_id: "c-42", sku: "coffee-beans", quantity: 2, amount: 38, card: "card-visa" };
  expect(await run(local, await create(local, definition, "order"), JSON.stringify(order))).toMatchObject({ status: "SUCCEEDED" });
  const made = await create(local, charge(), "payments");
  for (const amount of [1, 2])
    expect(await run(local, made, String(amount))).toMatchObject({ status: "SUCCEEDED", output: String(amount) });
  expect(log.join("")).toBe(
    "payments: nothing answers the task of ChargeCard, so its result is made up. Name what answers it under tasks: in saga.config.yaml.\n",
  );
});

/** A payment that is not over before somebody answers its token. */
const AWAITED = {
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Parameters: { FunctionName: "charge-card", Payload: { "token.$": "$$.Task.Token" } },
};

test("kill -9 loses nothing that has finished, and aborts what was running", async () => {
  const first = await startLocal("--data-dir", "data");
  const orders = await create(first, JSON.stringify({ StartAt: "Pay", States: { Pay: { Type: "Pass", End: true } } }));
  const waiting = await create(first, charge(AWAITED), "payments");
  const done = await run(first, orders, '{"order":"o-1"}');
  const { executionArn } = await first.call("StartExecution", { stateMachineArn: waiting });
  first.child.kill("SIGKILL");
  await once(first.child, "close");
  const second = await startLocal("--data-dir", "data");
  expect(await second.call("DescribeExecution", { executionArn: done["executionArn"] })).toEqual(done);
  expect(await second.call("DescribeExecution", { executionArn })).toMatchObject({ status: "ABORTED", error: "SagaCli.Restarted" });
});

test("scaled time lets an hour pass in a blink", async () => {
  const local = await startLocal("--time", "scale=36000");
  const machine = await create(local, JSON.stringify({ StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 3600, End: true } } }));
  const { startDate, stopDate } = await run(local, machine);
  expect(Number(stopDate) - Number(startDate)).toBeGreaterThanOrEqual(3600);
});
