import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { seededRng } from "../../src/lib/base/ports.ts";
import { ORDER_SAGA, runCommand } from "../test-io.ts";
import { startChaosProxy } from "./chaos-proxy.ts";
import { orderInput } from "./order-input.ts";
import type { SpawnedLocal } from "./spawned-local.ts";
import { PROGRAM, spawnLocal } from "./spawned-local.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let local: SpawnedLocal;
beforeAll(async () => {
  local = await spawnLocal("--time", "virtual");
});
afterAll(() => local.stop());

/** A run in a process of its own; the fault where not said waits for a timeout of ten seconds. */
function spawnRun(fault = "ReserveInventory:States.Timeout"): ChildProcess {
  const flags = ["--fail-at", fault, "--input", orderInput(), "--endpoint-url", local.endpoint];
  return spawn(process.execPath, [PROGRAM, "run", "order.asl.json", ...flags], { cwd: ORDER_SAGA });
}

async function untilMade(count: number): Promise<void> {
  while ((await local.resources()).length < count) await sleep(20);
}

describe.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s", (signal) => {
  test("ends a run with faults with exit code 130 and leaves nothing", async () => {
    const run = spawnRun();
    await untilMade(2);
    run.kill(signal);
    expect(await once(run, "close")).toEqual([130, null]);
    expect(await local.resources()).toEqual([]);
  });

  test("twice at once is the same signal, passed on by npx or timeout", async () => {
    const run = spawnRun();
    await untilMade(2);
    run.kill(signal);
    await sleep(5);
    run.kill(signal);
    // One that comes when Node itself has let go of its signals ends the process by the signal: all is cleaned up by then.
    expect([
      [130, null],
      [null, signal],
    ]).toContainEqual(await once(run, "close"));
    expect(await local.resources()).toEqual([]);
  });
});

test("a run whose report nobody reads any more leaves nothing", async () => {
  const run = spawnRun("ReserveInventory:ErrReserveInventory");
  run.stdout?.destroy();
  expect(await once(run, "close")).toEqual([0, null]);
  expect(await local.resources()).toEqual([]);
});

/** The moments of the kills, in ms after the start; any seed is as good as another. */
const rng = seededRng(Number(process.env["KILL_SEED"] ?? 1));
const moments = Array.from({ length: Number(process.env["KILLS"] ?? 3) }, () => ({ ms: Math.floor(rng.next() * 1500) }));

test.each(moments)("after a kill -9 at $ms ms cleanup leaves nothing", async ({ ms }) => {
  const run = spawnRun();
  await sleep(ms);
  run.kill("SIGKILL");
  await once(run, "close");
  const { exitCode, stderr } = await runCommand(["cleanup", "--target", "aws", "--endpoint-url", local.endpoint]);
  expect({ exitCode, stderr, left: await local.resources() }).toEqual({ exitCode: 0, stderr: "", left: [] });
});

test("a connection that is lost ends the run with exit code 3, and what is left is named", async () => {
  const proxy = await startChaosProxy(local.endpoint, 1, 0);
  const flags = ["--fail-at", "ReserveInventory:States.Timeout", "--input", orderInput(), "--endpoint-url", proxy.endpoint];
  const running = runCommand(["run", "order.asl.json", ...flags]);
  await untilMade(2);
  await proxy.close();
  const { exitCode, stderr } = await running;
  expect({ exitCode, stderr }).toEqual({
    exitCode: 3,
    stderr: expect.stringMatching(
      /^May be left at the endpoint: saga-cli-order-\w+-0, saga-cli-order-\w+-1\. saga-cli cleanup removes .*\nerror: http:\S+ refuses the connection\n/,
    ) as unknown,
  });
  const left = await local.resources();
  expect(left).toHaveLength(2);
  const listed = await runCommand(["cleanup", "--dry-run", "--endpoint-url", local.endpoint]);
  expect(listed.stdout.trim().split("\n").toSorted()).toEqual(left.toSorted());
  const younger = await runCommand(["cleanup", "--older-than", "999999999", "--endpoint-url", local.endpoint]);
  expect(younger.stdout).toBe("Nothing is left.\n");
  const cleaned = await runCommand(["cleanup", "--endpoint-url", local.endpoint]);
  expect(cleaned.stdout.trim().split("\n").toSorted()).toEqual(left.map((name) => `Deleted ${name}`).toSorted());
  expect(await local.resources()).toEqual([]);
});

test("cleanup touches nothing that is not tagged, whatever its name", async () => {
  const name = "saga-cli-of-somebody-else";
  const { activityArn } = await local.call("CreateActivity", { name });
  expect(await runCommand(["cleanup", "--endpoint-url", local.endpoint])).toMatchObject({ exitCode: 0, stdout: "Nothing is left.\n" });
  expect(await local.resources()).toEqual([name]);
  await local.call("DeleteActivity", { activityArn });
});
