import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { CommandResult, TestWorld } from "../test-io.ts";
import { runCommand } from "../test-io.ts";
import type { SpawnedLocal } from "./spawned-local.ts";
import { spawnLocal } from "./spawned-local.ts";
import type { StockSagaChange } from "./stock-saga.ts";
import { shopFiles, SHOP, stockSaga } from "./stock-saga.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let local: SpawnedLocal;
beforeAll(async () => {
  local = await spawnLocal("--time", "virtual");
});
afterAll(() => local.stop());

const ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:order";
const LIVE = `${ARN}:live`;

/** Every test begins with version 1 behind the alias `live`. */
beforeEach(async () => {
  await local.call("DeleteStateMachine", { stateMachineArn: ARN });
  await deploy({}, ["--alias", "live"]);
});

async function deploy(change: StockSagaChange, flags: readonly string[], world: TestWorld = {}): Promise<CommandResult> {
  const argv = ["deploy", "order.asl.json", "--endpoint-url", local.endpoint, ...flags];
  return runCommand(argv, { cwd: SHOP, files: shopFiles(stockSaga(change)), ...world });
}

/** What the alias gives to each version. */
async function shares(): Promise<Readonly<Record<string, number>>> {
  const { routingConfiguration } = await local.call("DescribeStateMachineAlias", { stateMachineAliasArn: LIVE });
  const routes = routingConfiguration as readonly { readonly stateMachineVersionArn: string; readonly weight: number }[];
  return Object.fromEntries(routes.map(({ stateMachineVersionArn, weight }) => [stateMachineVersionArn.slice(ARN.length + 1), weight]));
}

/** Orders that come through the alias as long as the work goes on. */
async function underTraffic<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const traffic = (async () => {
    while (!over.signal.aborted) {
      await local.call("StartExecution", { stateMachineArn: LIVE, input: "{}" });
      await sleep(10);
    }
  })();
  try {
    return await work;
  } finally {
    over.abort();
    await traffic;
  }
}

const rolloutFlags = ["--alias", "live", "--steps", "50,100", "--wait", "1"];
const fails = { failsAtEnd: true };

describe("a version", () => {
  test("is published once for a revision", async () => {
    expect(await deploy({}, ["--publish"])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("nothing to do") as string });
    const { stdout } = await deploy({ retries: 4 }, ["--publish", "--version-description", "more retries", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ action: "update", versionArn: `${ARN}:2`, alias: null });
    expect(await local.call("DescribeStateMachine", { stateMachineArn: `${ARN}:2` })).toMatchObject({ description: "more retries" });
    expect(await shares()).toEqual({ 1: 100 });
  });

  test("is published of a revision that was deployed before", async () => {
    await deploy({ retries: 4 }, []);
    const { stdout } = await deploy({ retries: 4 }, ["--publish"]);
    expect(stdout).toMatch(/^Publish order .*\n {2}version {2}a new one\nPublished version 2\n/);
  });
});

describe("an alias", () => {
  test("is made for the first version", async () => {
    const { exitCode, stdout } = await deploy({}, ["--alias", "canary", "--steps", "10,100", "--wait", "0", "--format", "json"]);
    expect({ exitCode, report: JSON.parse(stdout) as object }).toMatchObject({
      exitCode: 0,
      report: {
        action: "none",
        changes: [{ setting: "alias canary", before: null, after: "this version 100 %" }],
        alias: { aliasArn: `${ARN}:canary`, routes: [{ versionArn: `${ARN}:1`, weight: 100 }], steppedBack: false },
      },
    });
  });

  test("leads to a new version in steps, while the executions of each are verified", async () => {
    const { exitCode, stdout } = await underTraffic(deploy({ retries: 4 }, rolloutFlags));
    const lines = stdout.slice(stdout.indexOf("Updated")).split("\n");
    const told = lines.filter((line) => !line.startsWith("Verified"));
    expect({ exitCode, told: told.slice(0, 4) }).toEqual({
      exitCode: 0,
      told: [
        `Updated ${ARN}`,
        "Published version 2",
        "Routed live: 50 % to version 2, 50 % to version 1",
        "Routed live: 100 % to version 2",
      ],
    });
    const verified = lines.filter((line) => line.startsWith("Verified"));
    expect(verified.length).toBeGreaterThan(2);
    expect(verified.filter((line) => !line.endsWith(": committed"))).toEqual([]);
    expect(await shares()).toEqual({ 2: 100 });
  });

  test("steps back as soon as an execution of the new version is not committed or compensated", async () => {
    const { exitCode, stdout } = await underTraffic(deploy(fails, rolloutFlags));
    expect({ exitCode, shares: await shares() }).toEqual({ exitCode: 1, shares: { 1: 100 } });
    const told = stdout.slice(stdout.indexOf("Routed")).replaceAll(/execution:order:[\w-]+/g, "execution:order:ID");
    expect(told.replaceAll(local.endpoint, "ENDPOINT")).toMatchInlineSnapshot(`
      "Routed live: 50 % to version 2, 50 % to version 1
      Verified arn:aws:states:us-east-1:123456789012:execution:order:ID: incomplete
      Stepped back live: 100 % to version 1
      Not good:
        The execution arn:aws:states:us-east-1:123456789012:execution:order:ID of version 2 is bad: The outcome is incomplete.
      Next: saga-cli history verify arn:aws:states:us-east-1:123456789012:execution:order:ID --endpoint-url ENDPOINT
      "
    `);
  });

  test("that stepped back can be led on by a mended definition", async () => {
    await underTraffic(deploy(fails, rolloutFlags));
    expect(await underTraffic(deploy({ retries: 5 }, rolloutFlags))).toMatchObject({ exitCode: 0 });
    expect(await shares()).toEqual({ 3: 100 });
  });

  test("stays at a share below 100, and goes on from there", async () => {
    const { stdout } = await deploy({ retries: 4 }, ["--alias", "live", "--steps", "10", "--wait", "0"]);
    expect(stdout).toMatch(/Routed live: 10 % to version 2, 90 % to version 1\nNext: the same command with larger --steps, up to 100\n$/);
    expect(await deploy({ retries: 4 }, ["--alias", "live", "--steps", "10", "--wait", "0"])).toMatchObject({
      stdout: expect.stringContaining("nothing to do") as string,
    });
    const rest = await deploy({ retries: 4 }, ["--alias", "live", "--steps", "10,60,100", "--wait", "0"]);
    expect(rest.stdout).toContain("version 2 10 %, version 1 90 % → this version 60 %, then 100 %");
    expect(await shares()).toEqual({ 2: 100 });
  });

  test("left halfway by one version keeps the older one when a third comes", async () => {
    await deploy({ retries: 4 }, ["--alias", "live", "--steps", "90", "--wait", "0"]);
    await deploy({ retries: 5 }, ["--alias", "live", "--steps", "20", "--wait", "0"]);
    expect(await shares()).toEqual({ 3: 20, 1: 80 });
  });

  test("leads nowhere new where the version's own trial is bad", async () => {
    const { exitCode, stdout } = await deploy(fails, ["--alias", "live", "--verify-input", '{"order_id":"o-1"}', "--format", "json"]);
    const report = JSON.parse(stdout) as { readonly verified: readonly { readonly executionArn: string; readonly outcome: string }[] };
    expect({ exitCode, report, shares: await shares() }).toMatchObject({
      exitCode: 1,
      report: { versionArn: `${ARN}:2`, verified: [{ outcome: "incomplete" }], failures: ["The outcome is incomplete."] },
      shares: { 1: 100 },
    });
    const { input } = await local.call("DescribeExecution", { executionArn: report.verified[0]?.executionArn });
    expect(input).toBe('{"order_id":"o-1"}');
  });

  test("leads to a version whose trial is good", async () => {
    const { exitCode, stdout } = await deploy({ retries: 4 }, ["--alias", "live", "--verify-input", "{}"]);
    expect({ exitCode, shares: await shares() }).toEqual({ exitCode: 0, shares: { 2: 100 } });
    expect(stdout).toMatch(/Published version 2\nVerified \S+: committed\nRouted live: 100 % to version 2\n/);
  });
});

describe("Ctrl-C", () => {
  test("leaves the share as it is, and says what was done, how to go on and how to go back", async () => {
    const interrupt = new AbortController();
    const running = deploy({ retries: 4 }, ["--alias", "live", "--steps", "10,100", "--wait", "60"], { interrupted: interrupt.signal });
    while ((await shares())[2] !== 10) await sleep(20);
    // The command looks at what it has routed, and waits.
    await sleep(500);
    interrupt.abort();
    const { exitCode, stderr } = await running;
    expect({ exitCode, stderr, shares: await shares() }).toEqual({
      exitCode: 130,
      stderr: [
        `Done: updated ${ARN}; published version 2; routed live: 10 % to version 2, 90 % to version 1.`,
        "Go on by repeating the command: it starts from what it finds.",
        `Go back by: aws stepfunctions update-state-machine-alias --state-machine-alias-arn ${LIVE} --routing-configuration stateMachineVersionArn=${ARN}:1,weight=100 --endpoint-url ${local.endpoint}`,
        "",
      ].join("\n"),
      shares: { 2: 10, 1: 90 },
    });
    expect(await deploy({ retries: 4 }, ["--alias", "live", "--steps", "10,100", "--wait", "0"])).toMatchObject({ exitCode: 0 });
    expect(await shares()).toEqual({ 2: 100 });
  });
});
