import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT, runCommand } from "../test-io.ts";

const HANDLERS = join(ROOT, "test/fixtures/handlers");

describe("a handler that fails as Lambda functions do", () => {
  test.each([
    {
      machine: "throws",
      want: { outcome: "compensated", effect: "failed", error: "ErrReserveInventory", cause: "out of stock" },
    },
    {
      machine: "rejects-with-text",
      want: { outcome: "compensated", effect: "failed", error: "string", cause: "out of stock" },
    },
    {
      machine: "hangs",
      want: {
        outcome: "compensated",
        effect: "unknown",
        error: "Sandbox.Timedout",
        cause: expect.stringMatching(/Task timed out after 1\.00 seconds$/),
      },
    },
    {
      machine: "hangs-longer-than-its-task-may",
      want: { outcome: "compensated", effect: "unknown", error: "States.Timeout", cause: "" },
    },
    { machine: "spins", want: { outcome: "compensated", effect: "unknown", error: "States.Timeout", cause: "" } },
    {
      machine: "exits",
      want: {
        outcome: "compensated",
        effect: "unknown",
        error: "Lambda.Unknown",
        cause: expect.stringMatching(/Runtime exited with error: exit status 7$/),
      },
    },
    {
      machine: "returns-bigint",
      want: { outcome: "compensated", effect: "unknown", error: "Lambda.Unknown", cause: expect.stringMatching(/BigInt/) },
    },
    {
      machine: "returns-circle",
      want: { outcome: "compensated", effect: "unknown", error: "Lambda.Unknown", cause: expect.stringMatching(/circular/) },
    },
    { machine: "returns-nothing", want: { outcome: "committed", effect: "done", error: null, cause: null } },
  ])("$machine", async ({ machine, want }) => {
    const { exitCode, stdout, stderr } = await runCommand(["run", machine, "--format", "json"], { cwd: HANDLERS });
    const { error, cause, verdict } = JSON.parse(stdout) as Report;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect({ outcome: verdict.outcome, effect: verdict.effects[0]?.effect, error, cause }).toEqual(want);
  });
});

interface Report {
  readonly error: string | null;
  readonly cause: string | null;
  readonly verdict: { readonly outcome: string; readonly effects: readonly { readonly effect: string }[] };
}

describe("a handler that is not there is the person's to mend", () => {
  test.each([
    {
      machine: "missing-file",
      want: `error: The handler ${HANDLERS}/handlers/reserves.js does not exist.\n  Correct \`module:\` under tasks in saga.config.yaml.\n`,
    },
    {
      machine: "missing-export",
      want: `error: The handler ${HANDLERS}/handlers/returns.js exports no function "handler".\n  Known: bigint, circle, nothing.\n`,
    },
    {
      machine: "not-a-function",
      want: `error: The handler ${HANDLERS}/handlers/returns.js exports no function "price".\n  Known: bigint, circle, nothing.\n`,
    },
    {
      machine: "cannot-be-loaded",
      want: expect.stringContaining(`${HANDLERS}/handlers/cannot-be-loaded.js cannot be loaded: Error: STOCK_TABLE is not set\n`),
    },
  ])("$machine", async ({ machine, want }) => {
    const { exitCode, stderr } = await runCommand(["run", machine], { cwd: HANDLERS });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: want });
  });
});

test("what handlers print goes to stderr, with the function's name before it", async () => {
  const { exitCode, stdout, stderr } = await runCommand(["run", "prints", "--format", "json", "--input", '{"order_id":"o-1001"}'], {
    cwd: HANDLERS,
  });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: "reserve-inventory | reserving o-1001\nreserve-inventory | stock is low\nreserve-inventory | two left\n",
  });
  expect((JSON.parse(stdout) as Report).verdict.outcome).toBe("committed");
});

test("handlers find the variables of the config in their environment, and credentials that lead nowhere", async () => {
  const { exitCode, stderr } = await runCommand(["run", "prints-its-environment", "--format", "json"], { cwd: HANDLERS });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "reserve-inventory | north embedded\n" });
});

test("a handler that broke off may land later: a note, which only --strict counts", async () => {
  const argv = ["run", "hangs-longer-than-its-task-may"];
  expect(await runCommand(argv, { cwd: HANDLERS })).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("\nNotes\n  may-land-after-compensation: ReserveInventory timed out"),
  });
  expect(await runCommand([...argv, "--strict"], { cwd: HANDLERS })).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining("\nExit code 1, because\n  may-land-after-compensation: "),
  });
});

test("a task that nothing answers is simulated, and the run says so", async () => {
  const { exitCode, stdout } = await runCommand(["run", "reserve.asl.json", "--config", "simulated.config.yaml"], { cwd: HANDLERS });
  expect(exitCode).toBe(0);
  expect(stdout).toContain("\nSimulated, for want of a task in saga.config.yaml: ReserveInventory\n");
});
