import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMachine, startLocalApi, untilEnded } from "./local-api.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "saga-load-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const ITEMS = 10;
const EXECUTIONS = 30;
const SHIP_ALL = JSON.stringify({
  StartAt: "ShipAll",
  States: {
    ShipAll: {
      Type: "Map",
      ItemsPath: "$.orders",
      ItemProcessor: {
        StartAt: "Ship",
        States: {
          Ship: {
            Type: "Task",
            Resource: "arn:aws:lambda:us-east-1:123456789012:function:ship",
            Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1, MaxAttempts: 2 }],
            End: true,
          },
        },
      },
      End: true,
    },
  },
});

test("many executions of a Map with retries side by side lose no event", async () => {
  const attempts = new Map<string, number>();
  const api = await startLocalApi({
    dataDir,
    async lambda({ executionArn, iteration }) {
      const key = `${executionArn} ${iteration}`;
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return attempt === 1 ? { type: "failed", error: "Busy" } : { type: "succeeded", output: iteration };
    },
  });
  const stateMachineArn = await createMachine(api, "orders", SHIP_ALL);
  const input = JSON.stringify({ orders: Array.from({ length: ITEMS }, (_, index) => index) });
  const arns = await Promise.all(
    Array.from(
      { length: EXECUTIONS },
      async (_, index) => (await api.call("StartExecution", { stateMachineArn, name: `order-${index}`, input })).executionArn,
    ),
  );
  const outputs = await Promise.all(arns.map(async (arn) => (await untilEnded(api, arn)).output));
  const wanted = JSON.stringify(Array.from({ length: ITEMS }, (_, index) => `ShipAll[${index}]`));
  expect(new Set(outputs)).toEqual(new Set([wanted]));
  for (const executionArn of arns) {
    const { events } = await api.call("GetExecutionHistory", { executionArn, maxResults: 1000 });
    const ids = events.map(({ id }: { id: number }) => id);
    expect(ids).toEqual(ids.map((_: number, index: number) => index + 1));
    const count = (type: string): number => events.filter((event: { type: string }) => event.type === type).length;
    expect([count("LambdaFunctionScheduled"), count("LambdaFunctionFailed"), count("MapIterationSucceeded")]).toEqual([
      2 * ITEMS,
      ITEMS,
      ITEMS,
    ]);
  }
});
