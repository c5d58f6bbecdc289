import { execFile, spawn } from "node:child_process";
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { ORDER_SAGA, ROOT } from "./test-io.ts";

const PROGRAM = join(ROOT, "bin/saga-cli.js");

interface Spawned {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A saga-cli of its own, with nothing of the test's environment but PATH. */
function sagaCli(argv: readonly string[], program: string = PROGRAM): Promise<Spawned> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...argv],
      { cwd: ORDER_SAGA, env: { PATH: process.env["PATH"] } },
      (_, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

describe("bin/saga-cli.js", () => {
  test("--version is the package's", async () => {
    expect(await sagaCli(["--version"])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  });

  test("--help goes to stdout", async () => {
    expect(await sagaCli(["--help"])).toEqual({ code: 0, stdout: expect.stringMatching(/^Usage: saga-cli /), stderr: "" });
  });

  test("runs the order saga, and nothing else is said: not by the SDK, not by Node", async () => {
    const { code, stdout, stderr } = await sagaCli(["run", "order.asl.json", "--fail-at", "ReserveInventory"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("\nVerdict: compensated: the saga failed and every effect was compensated.\n");
  });

  test("--format json writes one JSON document and nothing else", async () => {
    const { code, stdout, stderr } = await sagaCli(["run", "order.jsonata.asl.yaml", "--format", "json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, status: "SUCCEEDED", verdict: { outcome: "committed" } });
  });

  test("a history that cannot be written is said after the report, which is not lost", async () => {
    const { code, stdout, stderr } = await sagaCli(["run", "order.asl.json", "--history-out", "inputs"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "error: inputs: It cannot be written: it is a folder\n" });
    expect(stdout).toContain("\nVerdict: committed");
  });

  test("without a build says what to do", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saga-cli-unbuilt-"));
    try {
      cpSync(join(ROOT, "bin"), join(folder, "bin"), { recursive: true });
      expect(await sagaCli(["--help"], join(folder, "bin/saga-cli.js"))).toEqual({
        code: 2,
        stdout: "",
        stderr: `saga-cli is not built: dist/ is missing.\nRun \`npm run build\` in ${folder} and try again.\n`,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a reader that goes away is no error, and what was wanted beside the report is done", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saga-cli-unread-"));
    try {
      const history = join(folder, "history.json");
      const child = spawn(process.execPath, [PROGRAM, "run", "order.asl.json", "--history-out", history], { cwd: ORDER_SAGA });
      let stderr = "";
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      child.stdout.destroy();
      const code = await new Promise((resolve) => child.on("close", resolve));
      expect({ code, stderr, isWritten: existsSync(history) }).toEqual({ code: 0, stderr: "", isWritten: true });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("it ends with the verdict's exit code where nobody reads what is said on stderr", async () => {
    const child = spawn(process.execPath, [PROGRAM, "run", "nowhere.asl.json"], { cwd: ORDER_SAGA });
    child.stderr.destroy();
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(2);
  });

  test.runIf(existsSync("/dev/full"))("a report that cannot be written is said, and no success", async () => {
    const full = openSync("/dev/full", "w");
    try {
      const child = spawn(process.execPath, [PROGRAM, "graph", "order.asl.json"], { cwd: ORDER_SAGA, stdio: ["ignore", full, "pipe"] });
      let stderr = "";
      child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      const code = await new Promise((resolve) => child.on("close", resolve));
      const want = "error: Standard output cannot be written: ENOSPC: no space left on device, write\n";
      expect({ code, stderr }).toEqual({ code: 2, stderr: want });
    } finally {
      closeSync(full);
    }
  });

  test.skipIf(process.platform === "win32")("lint --fix leaves a definition whole that cannot be written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saga-cli-full-"));
    try {
      const file = join(folder, "order.asl.json");
      const definition = JSON.parse(readFileSync(join(ORDER_SAGA, "order.asl.json"), "utf8")) as {
        Comment: string;
        States: { ReleaseInventory: object };
      };
      Object.assign(definition, { Comment: `${definition.Comment} ${"x".repeat(100_000)}` });
      Object.assign(definition.States.ReleaseInventory, { Retry: undefined });
      writeFileSync(file, JSON.stringify(definition, null, 2));
      const before = readFileSync(file, "utf8");
      // A limit to the size of files is the full disk that needs no disk.
      const script = 'ulimit -f 20; exec "$0" "$1" lint --fix order.asl.json';
      const child = spawn("sh", ["-c", script, process.execPath, PROGRAM], {
        cwd: folder,
        env: { PATH: process.env["PATH"], NODE_DISABLE_COMPILE_CACHE: "1" },
      });
      let stderr = "";
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      const code = await new Promise((resolve) => child.on("close", resolve));
      expect({ code, stderr }).toEqual({ code: 2, stderr: "error: order.asl.json: It cannot be written: no file may become that large\n" });
      expect({ isWhole: readFileSync(file, "utf8") === before, left: readdirSync(folder) }).toEqual({
        isWhole: true,
        left: ["order.asl.json"],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
