import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { memoryFiles } from "../memory-files.ts";
import type { CommandResult } from "../test-io.ts";
import { runCommand } from "../test-io.ts";
import type { MotoServer } from "./moto-server.ts";
import { MOTO_SERVER, startMoto } from "./moto-server.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

if (MOTO_SERVER === undefined) process.stderr.write("The suite against moto is skipped: there is no moto_server on the PATH.\n");

const ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:order";

const caught = (next: string): object[] => [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: next }];

/** An order that is saved, settles, and is accepted and announced or cancelled again. */
function orderSaga({ settlesIn = 1, topic = "orders" } = {}): object {
  return {
    StartAt: "Prepare",
    States: {
      Prepare: { Type: "Pass", Result: { status: "Placed" }, ResultPath: "$.order", Next: "SaveOrder" },
      SaveOrder: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:putItem",
        Parameters: { TableName: "Orders", Item: { order_id: { "S.$": "$.order_id" }, status: { "S.$": "$.order.status" } } },
        ResultPath: null,
        TimeoutSeconds: 10,
        Catch: caught("CancelOrder"),
        Next: "Settle",
      },
      Settle: { Type: "Wait", Seconds: settlesIn, Next: "IsAccepted" },
      IsAccepted: {
        Type: "Choice",
        Choices: [{ Variable: "$.accepted", BooleanEquals: true, Next: "Announce" }],
        Default: "CancelOrder",
      },
      Announce: {
        Type: "Task",
        Resource: "arn:aws:states:::sns:publish",
        Parameters: { TopicArn: `arn:aws:sns:us-east-1:123456789012:${topic}`, "Message.$": "$.order_id" },
        ResultPath: null,
        TimeoutSeconds: 10,
        Catch: caught("Placed"),
        Next: "Placed",
      },
      Placed: { Type: "Succeed" },
      CancelOrder: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:deleteItem",
        Parameters: { TableName: "Orders", Key: { order_id: { "S.$": "$.order_id" } } },
        ResultPath: null,
        TimeoutSeconds: 10,
        Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 3 }],
        Next: "OrderCancelled",
      },
      OrderCancelled: { Type: "Fail", Error: "OrderCancelled", Cause: "It was not accepted." },
    },
  };
}

const accepted = JSON.stringify({ order_id: "o-1001", accepted: true });
const declined = JSON.stringify({ order_id: "o-1001", accepted: false });

describe.skipIf(MOTO_SERVER === undefined)("moto", () => {
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await startMoto(MOTO_SERVER ?? "");
  });
  afterAll(() => moto.stop());
  beforeEach(() => moto.reset());

  async function saga(argv: readonly string[], definition: object = orderSaga()): Promise<CommandResult> {
    const files = memoryFiles({ "/shop/order.asl.json": JSON.stringify(definition) });
    return runCommand([...argv, "--endpoint-url", moto.endpoint], { cwd: "/shop", files });
  }

  async function run(input: string, definition?: object): Promise<CommandResult & { readonly executionArn: string }> {
    expect(await saga(["deploy", "order.asl.json"], definition)).toMatchObject({ exitCode: 0, stderr: "" });
    const result = await saga(["run", ARN, "--input", input, "--format", "json", "--history-out", "history.json"]);
    if (result.stdout === "") throw new Error(result.stderr);
    return { ...result, executionArn: (JSON.parse(result.stdout) as { executionArn: string }).executionArn };
  }

  test("takes a definition once, and its changes", async () => {
    expect(await saga(["deploy", "order.asl.json"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`Created ${ARN}`) as string,
    });
    expect((await saga(["deploy", "order.asl.json"])).stdout).toContain("nothing to do");
    const changed = orderSaga({ settlesIn: 2 });
    expect((await saga(["deploy", "order.asl.json", "--tag", "team=orders", "--tracing"], changed)).stdout).toMatch(
      /tracing {5}off → on\n {2}tag team {4}orders\n {2}definition {2}\+1 -1 lines\n/,
    );
    expect((await saga(["deploy", "order.asl.json"], changed)).stdout).toContain("nothing to do");
  });

  test.each([
    {
      name: "commits",
      input: accepted,
      topic: "orders",
      want: { exitCode: 0, status: "SUCCEEDED", outcome: "committed", orders: ["o-1001"] },
    },
    {
      name: "is rolled back",
      input: declined,
      topic: "orders",
      want: { exitCode: 0, status: "FAILED", outcome: "compensated", orders: [] },
    },
    {
      name: "commits where nobody hears of it",
      input: accepted,
      topic: "nobody",
      want: { exitCode: 0, status: "SUCCEEDED", outcome: "committed", orders: ["o-1001"] },
    },
  ])("runs a saga that $name, and tail and verify agree", async ({ input, topic, want }) => {
    const { exitCode, stdout, executionArn } = await run(input, orderSaga({ topic }));
    const { status, verdict } = JSON.parse(stdout) as { status: string; verdict: { outcome: string } };
    expect({ exitCode, status, outcome: verdict.outcome, orders: await moto.orders() }).toEqual(want);
    const tail = await saga(["history", "tail", executionArn, "--follow"]);
    expect({ exitCode: tail.exitCode, verdict: /^Verdict: (\S+):/m.exec(tail.stdout)?.[1] }).toEqual({
      exitCode: 0,
      verdict: want.outcome,
    });
    const verified = await saga(["history", "verify", executionArn, "--format", "json"]);
    expect(JSON.parse(verified.stdout)).toMatchObject({ verdict });
  });

  test("writes the history that the embedded engine writes", async () => {
    const { written } = await run(declined);
    const embedded = await runCommand(["run", "order.asl.json", "--input", declined, "--history-out", "history.json"], {
      cwd: "/shop",
      files: memoryFiles({
        "/shop/order.asl.json": JSON.stringify(orderSaga()),
        "/shop/saga.config.yaml": "tables: { Orders: { key: order_id } }",
      }),
    });
    expect(shapesOf(written)).toEqual(shapesOf(embedded.written));
  });

  /** As soon as one of these fails, moto has learned something: mend docs/remote.md, too. */
  describe("differs from AWS", () => {
    test("runs one execution, and no other before it is reset", async () => {
      await run(accepted);
      expect(await saga(["run", ARN, "--input", accepted])).toMatchObject({ exitCode: 3 });
    });

    test("knows no versions", async () => {
      expect(await saga(["deploy", "order.asl.json", "--publish"])).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining(`Done: created ${ARN}.`) as string,
      });
    });

    test("calls no activity, so that faults are never hit, and are said not to be", async () => {
      const { exitCode, stdout } = await saga(["run", "order.asl.json", "--input", accepted, "--fail-at", "Announce"]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringContaining("The fault Announce was never hit.") as string });
    });
  });
});

/** Every event of the history that a run wrote: id, previous id, type. */
function shapesOf(written: CommandResult["written"]): readonly string[] {
  const history = JSON.parse(written.get("/shop/history.json") ?? "") as {
    readonly events: readonly { readonly id: number; readonly previousEventId: number; readonly type: string }[];
  };
  return history.events.map(({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`);
}
