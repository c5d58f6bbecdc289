import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { TaskOutcome } from "../../../src/lib/engine/task.ts";
import { runCommand } from "../../../src/lib/tasks/command-handler.ts";

const SILENT: TaskOutcome = { type: "silent" };

function run(
  command: readonly string[],
  options: { ms?: number; signal?: AbortSignal; onLog?: (line: string) => void } = {},
): Promise<TaskOutcome> {
  const call = {
    command,
    cwd: tmpdir(),
    environment: { ORDERS_TABLE: "Orders" },
    event: { total: 30 },
    requestId: "r-1",
    onLog: options.onLog ?? (() => {}),
  };
  return runCommand(call, { ms: options.ms ?? 10_000, outcome: SILENT }, options.signal ?? new AbortController().signal);
}

const node = (script: string): readonly string[] => [process.execPath, "-e", script];
const unknown = (why: string): TaskOutcome => ({
  type: "failed",
  error: "Lambda.Unknown",
  cause: `The cause could not be determined because Lambda did not return an error type. Returned payload: {"errorMessage":"RequestId: r-1 Error: ${why}"}`,
});
const DECLINED = '{"errorType":"ErrProcessPayment","errorMessage":"declined"}';

test.each([
  {
    name: "the event comes on stdin, the result goes to stdout",
    script: "process.stdin.on('data', (text) => console.log(JSON.stringify({ event: JSON.parse(text), table: process.env.ORDERS_TABLE })))",
    want: { type: "succeeded", output: { event: { total: 30 }, table: "Orders" } },
  },
  { name: "no output is null", script: "", want: { type: "succeeded", output: null } },
  { name: "output that is not JSON leaves the effect unknown", script: "console.log('paid')", want: unknown("the result is not JSON") },
  {
    name: "a failure may be told on stdout",
    script: `console.log('${DECLINED}'); process.exitCode = 1`,
    want: { type: "failed", error: "ErrProcessPayment", cause: DECLINED },
  },
  {
    name: "a failure may be told in the last line of stderr",
    script: `console.error('charging'); console.error('${DECLINED}'); process.exitCode = 1`,
    want: { type: "failed", error: "ErrProcessPayment", cause: DECLINED },
  },
  {
    name: "a failure that says nothing leaves the effect unknown",
    script: "process.exit(7)",
    want: unknown("Runtime exited with error: exit status 7"),
  },
  {
    name: "a program that is killed leaves the effect unknown",
    script: "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 9999)",
    want: unknown("Runtime exited with error: signal: SIGTERM"),
  },
])("$name", async ({ script, want }) => {
  expect(await run(node(script))).toEqual(want);
});

test("what it prints to stderr is handed on line by line", async () => {
  const lines: string[] = [];
  await run(node("console.error('charging\\ncharged')"), { onLog: (line) => lines.push(line) });
  expect(lines).toEqual(["charging", "charged"]);
});

test.each([
  {
    name: "in place of a result",
    script: "console.log('charging'); console.log('{}')",
    want: ["charging", "{}", "(This went to stdout and is not the JSON of a result: messages belong on stderr.)"],
  },
  {
    name: "before it fails",
    script: "console.log('charging'); console.error('no card'); process.exitCode = 1",
    want: ["no card", "charging"],
  },
  { name: "and told as a failure is not", script: `console.log('${DECLINED}'); process.exitCode = 1`, want: [] },
])("what it prints to stdout $name is handed on, too", async ({ script, want }) => {
  const lines: string[] = [];
  await run(node(script), { onLog: (line) => lines.push(line) });
  expect(lines).toEqual(want);
});

test("it is killed at its deadline, whatever children it leaves behind", async () => {
  const start = performance.now();
  expect(await run(["sh", "-c", "sleep 5; echo 1"], { ms: 50 })).toEqual(SILENT);
  expect(performance.now() - start).toBeLessThan(3000);
});

test.skipIf(process.platform === "win32")("what it has started ends with it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "saga-cli-command-"));
  try {
    const late = join(folder, "late");
    expect(await run(["sh", "-c", `(sleep 1; : > ${late}) & wait`], { ms: 300 })).toEqual(SILENT);
    await sleep(1200);
    expect(existsSync(late)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("it is killed when nobody waits any more", async () => {
  const abort = new AbortController();
  const outcome = run(node("setTimeout(() => {}, 60000)"), { signal: abort.signal });
  abort.abort();
  expect(await outcome).toEqual(SILENT);
});

test("a program that is not there is the person's to mend", async () => {
  await expect(run(["no-such-program", "charge"])).rejects.toMatchObject({
    name: "UserError",
    message: "The command no-such-program charge cannot be started: spawn no-such-program ENOENT",
    exitCode: 2,
  });
});
