import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockDataDir } from "../../src/lib/data/data-dir.ts";
import { connectDynamoDb } from "../../src/lib/data/dynamodb.ts";
import { startEmbeddedDynamoDb } from "../../src/lib/data/embedded-dynamodb.ts";
import { scanTable } from "../../src/lib/data/scan-table.ts";
import { ROOT, runCommand } from "../test-io.ts";
import { section } from "./order-run.ts";

const ENDLESS = join(ROOT, "test/fixtures/endless");
const PROGRAM = join(ROOT, "bin/saga-cli.js");

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "saga-cli-data-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe("--data-dir", () => {
  test("keeps what a run wrote for the next one", async () => {
    const run = async (input: string): Promise<readonly string[]> => {
      const { exitCode, stdout } = await runCommand(["run", "order.asl.json", "--data-dir", dataDir, "--input", `@inputs/${input}`]);
      expect(exitCode).toBe(0);
      return section(stdout, "Tables");
    };
    expect(await run("ok.json")).toContain(
      '~ Inventory sku=coffee-beans: available 10 → 8, reservations.reservation-o-1001 = {"quantity":2,"status":"Reserved"}',
    );
    expect(await run("ok.json")).toEqual(["nothing changed"]);
    expect(readdirSync(dataDir)).toEqual(["dynamodb"]);
  });

  test("a file in its way is said, with exit code 2", async () => {
    const file = join(dataDir, "orders.db");
    writeFileSync(file, "");
    expect(await runCommand(["run", "order.asl.json", "--data-dir", file])).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: `error: The data folder ${file} cannot be used: a file is in its way.\n  Name a folder that you may write with --data-dir.\n`,
    });
  });

  test.runIf(process.platform === "linux")("a folder that cannot be made is said, with exit code 2", async () => {
    expect(await runCommand(["run", "order.asl.json", "--data-dir", "/proc/orders"])).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(/^error: The data folder \/proc\/orders cannot be used: .+\n {2}Name a folder/),
    });
  });

  test("a folder that another run has is said, with exit code 2", async () => {
    const held = lockDataDir(dataDir);
    try {
      expect(await runCommand(["run", "order.asl.json", "--data-dir", dataDir])).toMatchObject({
        exitCode: 2,
        stdout: "",
        stderr: expect.stringMatching(
          new RegExp(`^error: The data folder ${dataDir} is in use by process ${process.pid}\\.\n  Wait for it`),
        ),
      });
    } finally {
      held.release();
    }
  });

  test("kill -9 in the middle of a run loses no item that a handler has written, and the next run goes on", async () => {
    const child = spawn(process.execPath, [PROGRAM, "run", "endless", "--data-dir", dataDir], { cwd: ENDLESS });
    const saved = await new Promise<readonly string[]>((resolve) => {
      let log = "";
      child.stderr.on("data", (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes("saved o-40\n")) child.kill("SIGKILL");
      });
      child.on("close", () => resolve([...log.matchAll(/saved (\S+)\n/g)].map(([, id = ""]) => id)));
    });
    expect(child.signalCode).toBe("SIGKILL");
    expect(saved.length).toBeGreaterThanOrEqual(40);
    expect(await ordersIn(dataDir)).toEqual(expect.arrayContaining(saved.map((id) => ({ S: id }))));
  });
});

async function ordersIn(folder: string): Promise<readonly unknown[]> {
  const embedded = await startEmbeddedDynamoDb({ dataDir: folder });
  const db = await connectDynamoDb(embedded.address);
  try {
    await embedded.ready;
    return (await scanTable(db, "Orders")).map((item) => item["order_id"]);
  } finally {
    db.close();
    await embedded.close();
  }
}

describe("a run that is interrupted", () => {
  test("ends with 130 and lets go of its data folder", async () => {
    const interrupt = new AbortController();
    const result = await runCommand(["run", "endless", "--data-dir", dataDir], {
      cwd: ENDLESS,
      interrupted: interrupt.signal,
      onStderr: (text) => {
        if (text.includes("saved o-3\n")) interrupt.abort();
      },
    });
    expect(result.exitCode).toBe(130);
    expect(readdirSync(dataDir)).toEqual(["dynamodb"]);
  });

  test("before it begins ends with 130", async () => {
    expect(await runCommand(["run", "order.asl.json"], { interrupted: AbortSignal.abort() })).toMatchObject({ exitCode: 130 });
  });

  test.each(["SIGINT", "SIGTERM"] as const)("by %s cleans up, too", async (signal) => {
    const child = spawn(process.execPath, [PROGRAM, "run", "endless", "--data-dir", dataDir], { cwd: ENDLESS });
    child.stderr.once("data", () => child.kill(signal));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, left: readdirSync(dataDir) }).toEqual({ code: 130, left: ["dynamodb"] });
  });
});

test("the folder of a run that was killed can be used again", async () => {
  writeFileSync(join(dataDir, "saga-cli.lock"), "2147483646");
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, "run", "order", "--data-dir", dataDir], {
    cwd: join(ROOT, "fixtures/order-processing"),
  });
  expect(stdout).toContain("Verdict: committed");
});
