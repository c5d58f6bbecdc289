import { describe, expect, test } from "vitest";
import { diskFiles } from "../../src/lib/runs/disk-files.ts";
import { runCommand } from "../test-io.ts";

describe("saga-cli", () => {
  test.each([
    { argv: ["--help"] },
    { argv: ["run", "--help"] },
    { argv: ["history", "--help"] },
    { argv: ["history", "verify", "--help"] },
  ])("$argv goes to stdout, no line wider than the terminal but those to be copied", async ({ argv }) => {
    const { exitCode, stdout, stderr } = await runCommand(argv, { columns: 80 });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const wide = stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  saga-cli "));
    expect(wide).toEqual([]);
  });

  test("--help names every command that there is", async () => {
    const { stdout } = await runCommand(["--help"], { columns: 200 });
    const names = [...stdout.slice(stdout.indexOf("Commands:")).matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(["run", "history", "help"]));
  });

  test.each([
    { name: "no command", argv: [], want: expect.stringMatching(/^Usage: saga-cli /) },
    { name: "an unknown command", argv: ["rnu"], want: "error: unknown command 'rnu'\n(Did you mean run?)\n(--help says what there is)\n" },
    { name: "a missing argument", argv: ["run"], want: "error: missing required argument 'target'\n(--help says what there is)\n" },
  ])("$name is exit code 2, and stdout stays empty", async ({ argv, want }) => {
    expect(await runCommand(argv)).toMatchObject({ exitCode: 2, stdout: "", stderr: want });
  });

  test("a bug of ours is exit code 4, with its stack", async () => {
    const files = {
      ...diskFiles,
      exists: () => {
        throw new TypeError("order is not iterable");
      },
    };
    const { exitCode, stdout, stderr } = await runCommand(["run", "order.asl.json"], { files });
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: "" });
    expect(stderr).toMatch(
      /^This is a bug in saga-cli, please report it with the text below\.\nTypeError: order is not iterable\n {4}at .+/,
    );
  });
});

describe("colours", () => {
  const ESCAPE = "\u001b[";
  test.each([
    { name: "a terminal has them", world: { isTTY: true, env: { CI: "1" } }, want: true },
    { name: "a pipe has none", world: {}, want: false },
    { name: "NO_COLOR takes them away", world: { isTTY: true, env: { CI: "1", NO_COLOR: "1" } }, want: false },
    { name: "FORCE_COLOR brings them to a pipe", world: { env: { FORCE_COLOR: "1" } }, want: true },
    { name: "FORCE_COLOR wins over NO_COLOR", world: { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }, want: true },
    { name: "a dumb terminal has none", world: { isTTY: true, env: { CI: "1", TERM: "dumb" } }, want: false },
  ])("$name", async ({ world, want }) => {
    const { stdout } = await runCommand(["run", "order.asl.json"], world);
    expect(stdout.includes(ESCAPE)).toBe(want);
  });

  test("JSON never has any", async () => {
    const world = { env: { CI: "1", FORCE_COLOR: "1" }, isTTY: true };
    const { stdout } = await runCommand(["run", "order.asl.json", "--format", "json"], world);
    expect(stdout).not.toContain(ESCAPE);
  });
});

describe("the width", () => {
  test.each([40, 80, 200])("of %d columns holds every line but commands to be copied", async (columns) => {
    const { stdout } = await runCommand(["run", "order-slides", "--fail-at", "ReserveInventory:States.Timeout"], { columns });
    const wide = stdout.split("\n").filter((line) => line.length > columns && !line.includes("saga-cli run "));
    expect(wide).toEqual([]);
  });

  test("of a pipe is that of COLUMNS, else 80", async () => {
    const widest = async (env: Record<string, string>): Promise<number> => {
      const { stdout } = await runCommand(["run", "order.asl.json", "--fail-at", "ReserveInventory"], { env });
      return Math.max(...stdout.split("\n").map((line) => line.length));
    };
    expect(await widest({})).toBeLessThanOrEqual(80);
    expect(await widest({ COLUMNS: "120" })).toBeGreaterThan(80);
  });
});
