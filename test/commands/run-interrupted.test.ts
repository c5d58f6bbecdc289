import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runCommand } from "../test-io.ts";

let folder: string;

const task = (name: string, fields: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...fields,
});

const DEFINITION = {
  StartAt: "ReserveInventory",
  States: {
    ReserveInventory: task("reserve-inventory", {
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "ReleaseInventory" }],
      End: true,
    }),
    ReleaseInventory: task("release-inventory", { Next: "NotReserved" }),
    NotReserved: { Type: "Fail", Error: "NotReserved" },
  },
};

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-cli-interrupted-"));
  write("reserve.asl.json", JSON.stringify(DEFINITION));
  write(
    "handlers.mjs",
    `import { writeFileSync } from "node:fs";
export const hangs = () => {
  writeFileSync(new URL("reserving", import.meta.url), "");
  return new Promise(() => {});
};
`,
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  {
    name: "a program",
    handler: `{ command: ["${process.execPath}", -e, "require('fs').writeFileSync('reserving', ''); setTimeout(() => process.exit(1), 2000)"] }`,
  },
  { name: "a module", handler: "{ module: ./handlers.mjs#hangs }" },
])("an interruption stops $name, and begins no rollback", async ({ handler }) => {
  const release = `{ command: ["${process.execPath}", -e, "require('fs').writeFileSync('released', '')"] }`;
  write(
    "saga.config.yaml",
    `machines: { reserve: { definition: reserve.asl.json } }\ntasks: { reserve-inventory: ${handler}, release-inventory: ${release} }\n`,
  );
  const interruption = new AbortController();
  const run = runCommand(["run", "reserve"], { cwd: folder, interrupted: interruption.signal });
  await vi.waitUntil(() => existsSync(join(folder, "reserving")), { timeout: 30_000 });
  interruption.abort();
  const { exitCode, stdout, stderr } = await run;
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: "  +0.000s  ReserveInventory  started\n", stderr: "" });
  // As long as the program would have run, and the compensation.
  await sleep(2000);
  expect(existsSync(join(folder, "released"))).toBe(false);
});
