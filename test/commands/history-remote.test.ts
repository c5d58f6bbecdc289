import { once } from "node:events";
import { lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CommandResult } from "../test-io.ts";
import { ORDER_SAGA, runCommand } from "../test-io.ts";
import type { ChaosProxy } from "./chaos-proxy.ts";
import { startChaosProxy } from "./chaos-proxy.ts";
import { orderInput } from "./order-input.ts";
import type { SpawnedLocal } from "./spawned-local.ts";
import { spawnLocal } from "./spawned-local.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let local: SpawnedLocal;
let folder: string;
/** The order saga as a person has deployed it. */
let machineArn: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "saga-history-"));
  local = await spawnLocal("--time", "virtual");
  const definition = readFileSync(join(ORDER_SAGA, "order.asl.json"), "utf8").replaceAll(
    /\$\{(\w+)Function\.Arn\}/g,
    (_, name: string) =>
      `arn:aws:lambda:us-east-1:123456789012:function:${name.replaceAll(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`,
  );
  machineArn = await createMachine("order", definition);
});
afterAll(() => {
  local.stop();
  rmSync(folder, { recursive: true });
});

async function createMachine(name: string, definition: string): Promise<string> {
  const roleArn = "arn:aws:iam::123456789012:role/orders";
  return (await local.call("CreateStateMachine", { name, definition, roleArn })).stateMachineArn as string;
}

async function publish(): Promise<string> {
  return (await local.call("PublishStateMachineVersion", { stateMachineArn: machineArn })).stateMachineVersionArn as string;
}

/** Runs the deployed order saga; a declined card has it rolled back. */
async function execute(card = "card-visa"): Promise<string> {
  const input = JSON.stringify({ ...(JSON.parse(orderInput()) as object), card });
  return until("order", machineArn, input);
}

async function until(name: string, stateMachineArn: string, input: string): Promise<string> {
  const { executionArn } = await local.call("StartExecution", { stateMachineArn, input });
  for (;;) {
    const { status } = await local.call("DescribeExecution", { executionArn });
    if (status !== "RUNNING") return executionArn as string;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function history(argv: readonly string[], endpoint: string = local.endpoint): Promise<CommandResult> {
  return runCommand(["history", ...argv, "--endpoint-url", endpoint]);
}

const outcome = ({ stdout }: CommandResult): string | undefined => /^Verdict: ([a-z-]+)/m.exec(stdout)?.[1];

describe("the person's own machine", () => {
  test.each(["order", "its ARN"])("runs by %s, and is not changed", async (name) => {
    const before = await local.call("DescribeStateMachine", { stateMachineArn: machineArn });
    const target = name === "order" ? name : machineArn;
    const run = await runCommand(["run", target, "--input", orderInput(), "--endpoint-url", local.endpoint]);
    expect({ exitCode: run.exitCode, outcome: outcome(run) }).toEqual({ exitCode: 0, outcome: "committed" });
    expect(await local.call("DescribeStateMachine", { stateMachineArn: machineArn })).toEqual(before);
  });

  test("is not run by an alias, which may mean two versions", async () => {
    const { exitCode, stderr } = await runCommand(["run", `${machineArn}:live`, "--endpoint-url", local.endpoint]);
    const want = `error: ${machineArn}:live is an alias, which may mean two versions\n  Name one version: its ARN ends in a number.\n`;
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: want });
  });

  test("has faults in a copy only", async () => {
    const before = await local.call("ListExecutions", { stateMachineArn: machineArn });
    const flags = ["--input", orderInput(), "--fail-at", "ReserveInventory", "--endpoint-url", local.endpoint];
    const run = await runCommand(["run", machineArn, ...flags]);
    expect({ exitCode: run.exitCode, outcome: outcome(run) }).toEqual({ exitCode: 0, outcome: "compensated" });
    expect(await local.call("ListExecutions", { stateMachineArn: machineArn })).toEqual(before);
    expect(await local.resources()).toEqual(["order"]);
  });
});

test.each([
  { card: "card-visa", want: { exitCode: 0, outcome: "committed" } },
  { card: "card-declined", want: { exitCode: 0, outcome: "compensated" } },
])("verify judges an execution by the endpoint's own record of what ran: $want.outcome", async ({ card, want }) => {
  const verified = await history(["verify", await execute(card)]);
  expect({ exitCode: verified.exitCode, outcome: outcome(verified) }).toEqual(want);
});

test("show prints each step with the business key, and the verdict", async () => {
  const arn = await execute("card-declined");
  const { stdout, exitCode } = await history(["show", arn]);
  const lines = stdout.split("\n");
  const timeline = lines.slice(0, lines.indexOf(""));
  expect(timeline.every((line) => /^o-\d+-\d+ +\+\d/.test(line))).toBe(true);
  expect({ exitCode, outcome: outcome({ stdout } as CommandResult) }).toEqual({ exitCode: 0, outcome: "compensated" });
});

test("list names the executions, newest first, with status, verdict and key", async () => {
  const arn = await execute("card-declined");
  const { stdout } = await history(["list", "order", "--limit", "2", "--format", "json"]);
  const { executions } = JSON.parse(stdout) as { executions: readonly Record<string, unknown>[] };
  expect(executions).toHaveLength(2);
  expect(executions[0]).toMatchObject({
    executionArn: arn,
    status: "FAILED",
    outcome: "compensated",
    key: expect.stringMatching(/^o-/) as unknown,
  });
  const routingConfiguration = [{ stateMachineVersionArn: await publish(), weight: 100 }];
  const { stateMachineAliasArn } = await local.call("CreateStateMachineAlias", { name: "live", routingConfiguration });
  const byAlias = await until("order", stateMachineAliasArn as string, orderInput());
  expect((await history(["list", stateMachineAliasArn as string])).stdout.trimEnd().split(" ").at(-1)).toBe(byAlias.split(":").at(-1));
  const failed = await history(["list", machineArn, "--status", "FAILED", "--outcome", "committed"]);
  expect(failed.stdout).toBe("There are none among the newest 20; --limit N looks at more.\n");
});

describe("tail", () => {
  test("follows an execution to its end, and has its verdict's exit code", async () => {
    const waiting = { Type: "Wait", Seconds: 1, Next: "Charge" };
    const charge = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Parameters: { FunctionName: "charge", Payload: { "token.$": "$$.Task.Token" } },
      End: true,
    };
    const stateMachineArn = await createMachine("callback", JSON.stringify({ StartAt: "Wait", States: { Wait: waiting, Charge: charge } }));
    const { executionArn } = await local.call("StartExecution", { stateMachineArn, input: "{}" });
    const tailing = history(["tail", "--state-machine", "callback", "--wait", "--follow"]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { events } = await local.call("GetExecutionHistory", { executionArn, maxResults: 1000 });
    const scheduled = events.find(({ type }: { type: string }) => type === "TaskScheduled");
    const { Payload } = JSON.parse(scheduled.taskScheduledEventDetails.parameters as string) as { Payload: { token: string } };
    await local.call("SendTaskSuccess", { taskToken: Payload.token, output: '"paid"' });
    const { exitCode, stdout } = await tailing;
    expect({ exitCode, ended: stdout.includes("execution  succeeded") }).toEqual({ exitCode: 0, ended: true });
  });

  test("tells in a pipe what each effect and compensation comes to", async () => {
    const task = (name: string, more: object): object => ({
      Type: "Task",
      Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
      ...more,
    });
    const waitFor = { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", TimeoutSeconds: 60 };
    const token = { QueueUrl: "warehouse", MessageBody: { "token.$": "$$.Task.Token" } };
    const stateMachineArn = await createMachine(
      "reservation",
      JSON.stringify({
        StartAt: "ReserveStock",
        States: {
          ReserveStock: task("reserve-stock", { Next: "ConfirmStock" }),
          ConfirmStock: { ...waitFor, Parameters: token, Catch: [{ ErrorEquals: ["States.ALL"], Next: "ReleaseStock" }], End: true },
          ReleaseStock: task("release-stock", { Retry: [{ ErrorEquals: ["States.ALL"] }], Next: "AwaitReturn" }),
          AwaitReturn: { ...waitFor, Parameters: token, Next: "OrderFailed" },
          OrderFailed: { Type: "Fail" },
        },
      }),
    );
    const { executionArn } = await local.call("StartExecution", { stateMachineArn, input: "{}" });
    const tokens = async (): Promise<readonly string[]> => {
      const { events } = await local.call("GetExecutionHistory", { executionArn, maxResults: 1000 });
      return (events as readonly { taskScheduledEventDetails?: { parameters: string } }[]).flatMap(
        ({ taskScheduledEventDetails: scheduled }) =>
          scheduled === undefined ? [] : [(JSON.parse(scheduled.parameters) as { MessageBody: { token: string } }).MessageBody.token],
      );
    };
    const tailing = history(["tail", executionArn as string, "--follow"]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await local.call("SendTaskFailure", { taskToken: (await tokens()).at(-1), error: "OutOfStock" });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await local.call("SendTaskSuccess", { taskToken: (await tokens()).at(-1), output: "{}" });
    const { stdout } = await tailing;
    const told = stdout.split("\n").filter((line) => line.startsWith("    saga:"));
    expect(told).toEqual(["    saga:  ReserveStock done", "    saga:  ReserveStock done, ReleaseStock done"]);
  });

  test("without --follow shows what there is, and the execution runs on", async () => {
    const stateMachineArn = await createMachine(
      "approval",
      JSON.stringify({
        StartAt: "Approve",
        States: {
          Approve: {
            Type: "Task",
            Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            Parameters: { QueueUrl: "q", MessageBody: { "token.$": "$$.Task.Token" } },
            End: true,
          },
        },
      }),
    );
    const { executionArn } = await local.call("StartExecution", { stateMachineArn, input: "{}" });
    const tail = await history(["tail", executionArn]);
    expect(tail.stdout).toContain("Approve");
    await local.call("StopExecution", { executionArn });
  });
});

/** A machine whose execution has so many events, three for each round. */
async function longExecution(rounds: number): Promise<string> {
  const states = {
    Count: { Type: "Pass", Parameters: { "n.$": "States.MathAdd($.n, 1)" }, Next: "IsDone" },
    IsDone: { Type: "Choice", Choices: [{ Variable: "$.n", NumericGreaterThan: rounds, Next: "Done" }], Default: "Count" },
    Done: { Type: "Succeed" },
  };
  return until("count", await createMachine(`count-${rounds}`, JSON.stringify({ StartAt: "Count", States: states })), '{"n":0}');
}

const seeds = (process.env["CHAOS_SEEDS"] ?? "3").split(",").map((seed) => ({ seed: Number(seed) }));

describe.each(seeds)("through a proxy that troubles a third of the calls, with seed $seed,", ({ seed }) => {
  let proxy: ChaosProxy;
  beforeAll(async () => {
    proxy = await startChaosProxy(local.endpoint, seed, 0.3);
  });
  afterAll(() => proxy.close());

  test("export and tail have every event exactly once", async () => {
    const arn = await longExecution(600);
    const out = join(folder, `troubled-${seed}.json`);
    expect(await history(["export", arn, "--out", out], proxy.endpoint)).toMatchObject({ exitCode: 0 });
    const { events } = JSON.parse(readFileSync(out, "utf8")) as { events: readonly { id: number }[] };
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(events.length).toBeGreaterThan(2400);
    const direct = await history(["tail", arn, "--follow"]);
    const troubled = await history(["tail", arn, "--follow"], proxy.endpoint);
    expect({ exitCode: troubled.exitCode, stdout: troubled.stdout }).toEqual({ exitCode: direct.exitCode, stdout: direct.stdout });
    expect(proxy.troubled()).toBeGreaterThan(0);
  });
});

test("tail ends where nobody reads any more, which is no error", async () => {
  const flags = ["--follow", "--target", "aws", "--endpoint-url", local.endpoint];
  const { exitCode, stdout, stderr } = await runCommand(["history", "tail", await execute(), ...flags], {
    stdoutEnded: AbortSignal.abort(),
  });
  expect({ exitCode, stderr, hasVerdict: stdout.includes("Verdict") }).toEqual({ exitCode: 0, stderr: "", hasVerdict: false });
});

describe("export", () => {
  test("goes on where it was broken off, with every event once", async () => {
    const arn = await execute();
    const out = join(folder, "order.json");
    await history(["export", arn, "--out", out]);
    const whole = readFileSync(out, "utf8");
    const [, first, second, third = ""] = whole.split("\n");
    const lines = [JSON.stringify({ executionArn: arn }), ...[first, second].map((line = "") => line.slice(0, -1)), third.slice(0, 20)];
    rmSync(out);
    writeFileSync(`${out}.part`, lines.join("\n"));
    const { stderr } = await history(["export", arn, "--out", out]);
    expect(stderr).toMatch(/^\d+ events in /);
    expect(readFileSync(out, "utf8")).toBe(whole);
    const verified = await runCommand(["history", "verify", "--history", out, "--definition", "order.asl.json"]);
    expect(outcome(verified)).toBe("committed");
  });

  test("refuses to go on with another execution's file", async () => {
    const out = join(folder, "other.json");
    writeFileSync(`${out}.part`, '{"executionArn":"arn:aws:states:us-east-1:123456789012:execution:order:other"}\n');
    const { exitCode, stderr } = await history(["export", await execute(), "--out", out]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("an export of another execution") as unknown });
  });

  test.skipIf(process.platform === "win32")("puts itself in the place of files alone", async () => {
    const arn = await execute();
    const socket = join(folder, "socket");
    const server = createServer().listen(socket);
    await once(server, "listening");
    const refused = await history(["export", arn, "--out", socket]);
    const left = readdirSync(folder).filter((name) => name.startsWith("socket"));
    server.close();
    expect({ ...refused, left }).toMatchObject({
      exitCode: 2,
      stderr: `error: ${socket} is no file\n  Name one: an export that is broken off goes on in FILE.part.\n`,
      left: ["socket"],
    });
    expect(await history(["export", arn, "--out", folder])).toMatchObject({
      exitCode: 2,
      stderr: `error: ${folder}: It cannot be written: it is a folder\n`,
    });
  });

  test("follows a link, and makes folders", async () => {
    const arn = await execute();
    const out = join(folder, "exports/order.json");
    expect(await history(["export", arn, "--out", out])).toMatchObject({ exitCode: 0 });
    const link = join(folder, "link.json");
    symlinkSync(out, link);
    writeFileSync(out, "");
    expect(await history(["export", arn, "--out", link])).toMatchObject({ exitCode: 0 });
    expect({ isLink: lstatSync(link).isSymbolicLink(), isWritten: readFileSync(out, "utf8") !== "" }).toEqual({
      isLink: true,
      isWritten: true,
    });
  });
});

describe("what cannot be read is said", () => {
  const arn = (type: string, rest: string): string => `arn:aws:states:us-east-1:123456789012:${type}:${rest}`;
  test.each([
    {
      name: "an execution that nobody knows",
      execution: arn("execution", "order:none"),
      exitCode: 3,
      want: /There is no execution .*\n {2}Check .*90 days/,
    },
    {
      name: "an EXPRESS execution",
      execution: arn("express", "order:a:b"),
      exitCode: 2,
      want: /keeps no history.*\n {2}Save its events from CloudWatch Logs/,
    },
    {
      name: "a state machine",
      execution: arn("stateMachine", "order"),
      exitCode: 2,
      want: /is a state machine\n {2}saga-cli history list/,
    },
    { name: "no ARN at all", execution: "order-1", exitCode: 2, want: /is not the ARN of an execution/ },
  ])("$name", async ({ execution, exitCode, want }) => {
    for (const command of [["verify"], ["show"], ["tail"], ["export", "--out", join(folder, "none.json")]]) {
      const result = await history([...command, execution]);
      expect(result).toMatchObject({ exitCode, stdout: "", stderr: expect.stringMatching(want) as unknown });
    }
    expect(readdirSync(folder).filter((name) => name.startsWith("none.json"))).toEqual([]);
  });

  test("a definition that does not fit", async () => {
    const other = join(folder, "other.asl.json");
    writeFileSync(other, JSON.stringify({ StartAt: "Book", States: { Book: { Type: "Pass", End: true } } }));
    const { exitCode, stderr } = await history(["verify", await execute(), "--definition", other]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('"ProcessOrder" (event 2) is not a state there') as unknown,
    });
  });

  test("a machine that the endpoint does not have", async () => {
    expect(await history(["list", "shipping"])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/There is no state machine "shipping" at .*\n {2}Check its name, /) as unknown,
    });
  });
});
