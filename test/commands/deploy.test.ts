import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Files } from "../../src/lib/base/ports.ts";
import type { CommandResult, TestWorld } from "../test-io.ts";
import { ROOT, runCommand } from "../test-io.ts";
import type { SpawnedLocal } from "./spawned-local.ts";
import { spawnLocal } from "./spawned-local.ts";
import { shopFiles, SHOP, stockSaga } from "./stock-saga.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let local: SpawnedLocal;
beforeAll(async () => {
  local = await spawnLocal("--time", "virtual");
});
afterAll(() => local.stop());

const ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:order";

/** Every test begins with nothing deployed. */
beforeEach(async () => {
  await local.call("DeleteStateMachine", { stateMachineArn: ARN });
});

async function deploy(flags: readonly string[] = [], files: Files = shopFiles(), world: TestWorld = {}): Promise<CommandResult> {
  return runCommand(["deploy", "order.asl.json", "--endpoint-url", local.endpoint, ...flags], { cwd: SHOP, files, ...world });
}

interface Json {
  readonly action: string;
  readonly changes: readonly object[];
  readonly definition: string | { readonly diff: string };
  readonly versionArn: string | null;
  readonly alias: object | null;
}

async function deployJson(flags: readonly string[] = [], files?: Files): Promise<Json & { readonly exitCode: number }> {
  const { exitCode, stdout, stderr } = await deploy([...flags, "--format", "json"], files);
  if (stdout === "") throw new Error(stderr);
  return { exitCode, ...(JSON.parse(stdout) as Json) };
}

const ROLE = "arn:aws:iam::123456789012:role/order";
const LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/sagas/order";

describe("deploy", () => {
  test("creates a machine, says so, and names the command that runs it", async () => {
    const { exitCode, stdout } = await deploy();
    expect({ exitCode, stdout: stdout.replaceAll(local.endpoint, "ENDPOINT") }).toEqual({
      exitCode: 0,
      stdout: [
        "Create order (order.asl.json)",
        "  type        STANDARD",
        "  role        arn:aws:iam::123456789012:role/saga-cli-local",
        "  definition  96 lines",
        `Created ${ARN}`,
        `Next: saga-cli run ${ARN} --endpoint-url ENDPOINT`,
        "",
      ].join("\n"),
    });
    expect(JSON.parse((await local.call("DescribeStateMachine", { stateMachineArn: ARN })).definition)).toEqual(stockSaga());
  });

  test("changes nothing where the same is deployed, and says so", async () => {
    await deploy();
    const before = await local.call("DescribeStateMachine", { stateMachineArn: ARN });
    expect(await deploy()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("is deployed as it is: nothing to do.") as string,
    });
    expect(await local.call("DescribeStateMachine", { stateMachineArn: ARN })).toEqual(before);
  });

  test("does not mind how the definition is laid out", async () => {
    await deploy();
    const { StartAt, States } = stockSaga() as { StartAt: string; States: object };
    expect(await deployJson([], shopFiles({ States, StartAt }))).toMatchObject({ action: "none", changes: [], definition: "same" });
  });

  test("shows the difference, and makes it", async () => {
    await deploy();
    const { exitCode, stdout } = await deploy([], shopFiles(stockSaga({ retries: 4 })));
    expect(exitCode).toBe(0);
    expect(stdout.slice(0, stdout.indexOf("Next:"))).toMatchInlineSnapshot(`
      "Update order (order.asl.json)
        definition  +1 -1 lines
      --- order (deployed)
      +++ order.asl.json
      @@ -27,7 +27,7 @@
                 "ErrorEquals": [
                   "Lambda.TooManyRequestsException"
                 ],
      -          "MaxAttempts": 2
      +          "MaxAttempts": 4
               }
             ],
             "Catch": [
      Updated arn:aws:states:us-east-1:123456789012:stateMachine:order
      "
    `);
    expect(JSON.parse((await local.call("DescribeStateMachine", { stateMachineArn: ARN })).definition)).toEqual(stockSaga({ retries: 4 }));
  });

  test("colours the difference on a terminal", async () => {
    await deploy();
    const { stdout } = await deploy(["--dry-run"], shopFiles(stockSaga({ retries: 4 })), { env: { FORCE_COLOR: "1" } });
    expect(stdout).toContain('\u{1b}[31m-          "MaxAttempts": 2\u{1b}[39m\n\u{1b}[32m+          "MaxAttempts": 4\u{1b}[39m');
  });

  test("escapes what would move the cursor of whoever reads the difference", async () => {
    await deploy();
    const { stdout } = await deploy(["--dry-run"], shopFiles({ ...stockSaga(), Comment: "\u{9b}2J hidden" }));
    expect(stdout).toContain(String.raw`"Comment": "\u{9b}2J hidden"`);
  });

  test("takes another name by --name", async () => {
    const { stdout } = await deploy(["--name", "order-canary", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ machine: "order-canary", stateMachineArn: `${ARN}-canary` });
    await local.call("DeleteStateMachine", { stateMachineArn: `${ARN}-canary` });
  });
});

describe("settings", () => {
  const flags = [
    "--role-arn",
    ROLE,
    "--log-level",
    "ERROR",
    "--log-group",
    LOG_GROUP,
    "--log-data",
    "--tracing",
    "--tag",
    "team=orders=eu",
  ];
  const config = [
    "machines:",
    "  order:",
    "    definition: order.asl.json",
    `    roleArn: ${ROLE}`,
    `    logging: { level: ERROR, logGroup: "${LOG_GROUP}", includeExecutionData: true }`,
    "    tracing: true",
    "    tags: { team: orders=eu }",
  ].join("\n");
  const configured = shopFiles(stockSaga(), { [`${SHOP}/saga.config.yaml`]: config });
  const deployed = {
    roleArn: ROLE,
    type: "STANDARD",
    loggingConfiguration: {
      level: "ERROR",
      includeExecutionData: true,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: `${LOG_GROUP}:*` } }],
    },
    tracingConfiguration: { enabled: true },
  };

  test.each([
    { name: "flags", flags, files: shopFiles() },
    { name: "the config", flags: [], files: configured },
  ])("come from $name", async ({ flags: given, files }) => {
    expect(await deployJson(given, files)).toMatchObject({ exitCode: 0, action: "create" });
    expect(await local.call("DescribeStateMachine", { stateMachineArn: ARN })).toMatchObject(deployed);
    expect(await local.call("ListTagsForResource", { resourceArn: ARN })).toEqual({ tags: [{ key: "team", value: "orders=eu" }] });
    expect(await deployJson(given, files)).toMatchObject({ action: "none" });
  });

  test("stay as they are where nobody says anything of them", async () => {
    await deploy(flags);
    await local.call("TagResource", { resourceArn: ARN, tags: [{ key: "owner", value: "finance" }] });
    expect(await deployJson([], shopFiles(stockSaga({ retries: 4 })))).toMatchObject({ action: "update", changes: [] });
    expect(await local.call("DescribeStateMachine", { stateMachineArn: ARN })).toMatchObject(deployed);
    expect((await local.call("ListTagsForResource", { resourceArn: ARN })).tags).toHaveLength(2);
  });

  test("that differ are listed with what they were", async () => {
    await deploy(flags);
    const { changes } = await deployJson([
      "--role-arn",
      `${ROLE}-2`,
      "--log-level",
      "OFF",
      "--no-tracing",
      "--tag",
      "team=shop",
      "--tag",
      "stage=prod",
    ]);
    expect(changes).toEqual([
      { setting: "role", before: ROLE, after: `${ROLE}-2` },
      {
        setting: "logging",
        before: `ERROR to ${LOG_GROUP}:* with execution data`,
        after: `OFF to ${LOG_GROUP}:* with execution data`,
      },
      { setting: "tracing", before: "on", after: "off" },
      { setting: "tag team", before: "orders=eu", after: "shop" },
      { setting: "tag stage", before: null, after: "prod" },
    ]);
    expect((await local.call("ListTagsForResource", { resourceArn: ARN })).tags).toEqual([
      { key: "team", value: "shop" },
      { key: "stage", value: "prod" },
    ]);
  });

  test("of tags alone make no revision", async () => {
    await deploy();
    expect(await deployJson(["--tag", "team=shop"])).toMatchObject({ action: "update", revisionId: null });
  });
});

describe("--dry-run", () => {
  test.each([
    { name: "says what would be created", before: false, flags: [], want: { exitCode: 0, action: "create" } },
    { name: "exits 1 for it with --exit-code", before: false, flags: ["--exit-code"], want: { exitCode: 1, action: "create" } },
    { name: "exits 0 with --exit-code where all is the same", before: true, flags: ["--exit-code"], want: { exitCode: 0, action: "none" } },
    {
      name: "exits 1 with --exit-code for a version",
      before: true,
      flags: ["--exit-code", "--publish"],
      want: { exitCode: 1, action: "none" },
    },
    {
      name: "exits 1 with --exit-code for an alias",
      before: true,
      flags: ["--exit-code", "--alias", "live"],
      want: { exitCode: 1, action: "none" },
    },
  ])("$name", async ({ before, flags, want }) => {
    if (before) await deploy();
    expect(await deployJson(["--dry-run", ...flags])).toMatchObject(want);
  });

  test("changes nothing", async () => {
    await deploy(["--dry-run", "--alias", "live"]);
    expect(await local.resources()).not.toContain("order");
  });
});

describe("lint errors", () => {
  const narrow = shopFiles(stockSaga({ catchesAll: false }));

  test("refuse a deployment", async () => {
    const { exitCode, stdout, stderr } = await deploy([], narrow);
    expect({ exitCode, stdout, last: stderr.trimEnd().split("\n").at(-1) }).toEqual({
      exitCode: 1,
      stdout: "",
      last: "order is not deployed. Mend it, or deploy it all the same with --no-lint.",
    });
    expect(stderr).toContain("error catch-not-all");
    expect(await local.resources()).not.toContain("order");
  });

  test("are counted in JSON", async () => {
    expect(JSON.parse((await deploy(["--format", "json"], narrow)).stdout)).toEqual({
      version: 1,
      machine: "order",
      file: "order.asl.json",
      action: "refused",
      lint: { errors: 1, warnings: expect.any(Number) as number, infos: expect.any(Number) as number, machines: 1 },
      failures: ["The linter finds 1 error."],
    });
  });

  test("do not matter with --no-lint", async () => {
    expect(await deployJson(["--no-lint"], narrow)).toMatchObject({ exitCode: 0, action: "create" });
  });

  test("are those of the type that is deployed", async () => {
    const waits = {
      StartAt: "Await",
      States: {
        Await: {
          Type: "Task",
          Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          TimeoutSeconds: 9,
          Parameters: { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders", MessageBody: { "token.$": "$$.Task.Token" } },
          End: true,
        },
      },
    };
    const { exitCode, stderr } = await deploy(["--type", "EXPRESS"], shopFiles(waits));
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining("EXPRESS") as string });
  });

  test("of rules that the config turns off do not count", async () => {
    const config = "machines: { order: { definition: order.asl.json } }\nlint: { rules: { catch-not-all: off } }\n";
    const files = shopFiles(stockSaga({ catchesAll: false }), { [`${SHOP}/saga.config.yaml`]: config });
    expect(await deployJson([], files)).toMatchObject({ exitCode: 0 });
  });
});

describe("tokens", () => {
  const withToken = shopFiles(stockSaga({ charge: "${ChargeFunction.Arn}" }));
  const chargeArn = "arn:aws:lambda:us-east-1:123456789012:function:charge";

  test("without a value are listed with their places, and nothing is deployed", async () => {
    const { exitCode, stderr } = await deploy(
      [],
      shopFiles(stockSaga({ charge: "arn:aws:lambda:${AWS::Region}:${Account}:function:charge" })),
    );
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: [
        "error: order.asl.json:22:35: Nothing gives ${AWS::Region} a value",
        "  order.asl.json:22:50: Nothing gives ${Account} a value",
        "  Give it one: --substitution 'AWS::Region=VALUE', in saga.config.yaml under machines.order.substitutions, or by --stack NAME where a CloudFormation stack has it.",
        "",
      ].join("\n"),
    });
    expect(await local.resources()).not.toContain("order");
  });

  test.each([
    { name: "the command line", flags: ["--substitution", `ChargeFunction.Arn=${chargeArn}`], config: undefined, want: chargeArn },
    { name: "the config", flags: [], config: chargeArn, want: chargeArn },
    {
      name: "the command line before the config",
      flags: ["--substitution", `ChargeFunction.Arn=${chargeArn}`],
      config: "arn:of:config",
      want: chargeArn,
    },
  ])("get their values from $name", async ({ flags, config, want }) => {
    const text = `machines: { order: { definition: order.asl.json, substitutions: { ChargeFunction.Arn: "${config}" } } }`;
    const files =
      config === undefined ? withToken : shopFiles(stockSaga({ charge: "${ChargeFunction.Arn}" }), { [`${SHOP}/saga.config.yaml`]: text });
    expect(await deployJson(flags, files)).toMatchObject({ exitCode: 0 });
    const { definition } = await local.call("DescribeStateMachine", { stateMachineArn: ARN });
    expect(JSON.parse(definition as string)).toEqual(stockSaga({ charge: want }));
  });

  test("outside quotes become numbers", async () => {
    const text = JSON.stringify(stockSaga({ retries: 77 })).replace("77", "${Attempts}");
    const files = shopFiles({}, { [`${SHOP}/order.asl.json`]: text });
    expect(await deployJson(["--substitution", "Attempts=3"], files)).toMatchObject({ exitCode: 0 });
    expect(JSON.parse((await local.call("DescribeStateMachine", { stateMachineArn: ARN })).definition)).toEqual(stockSaga({ retries: 3 }));
  });

  test("that are meant as they stand are given themselves", async () => {
    const files = shopFiles({ ...stockSaga(), Comment: "for ${Customer}" });
    expect(await deployJson(["--substitution", "Customer=${Customer}"], files)).toMatchObject({ exitCode: 0 });
    expect(JSON.parse((await local.call("DescribeStateMachine", { stateMachineArn: ARN })).definition)).toMatchObject({
      Comment: "for ${Customer}",
    });
  });
});

describe("wrong input", () => {
  test.each([
    { name: "an ARN", argv: [ARN], message: "is deployed already" },
    { name: "--exit-code without --dry-run", argv: ["order.asl.json", "--exit-code"], message: "there is no --dry-run" },
    { name: "--steps without an alias", argv: ["order.asl.json", "--steps", "10,100"], message: "--steps and --wait route an alias" },
    { name: "--verify-input without a version", argv: ["order.asl.json", "--verify-input", "{}"], message: "none is published" },
    { name: "shares that shrink", argv: ["order.asl.json", "--alias", "live", "--steps", "50,10"], message: "growing whole numbers" },
    { name: "a substitution without a name", argv: ["order.asl.json", "--substitution", "=x"], message: "It must be NAME=VALUE." },
    { name: "a name that AWS does not take", argv: ["order.asl.json", "--name", "my order"], message: '"my order" is not a name' },
    {
      name: "an alias that AWS does not take",
      argv: ["order.asl.json", "--alias", "go live"],
      message: '"go live" is not a name that an alias',
    },
    { name: "an alias that looks like a version", argv: ["order.asl.json", "--alias", "12"], message: "not digits alone" },
    { name: "logging without a log group", argv: ["order.asl.json", "--log-level", "ALL"], message: "needs a log group" },
    { name: "a file that is not there", argv: ["orders.asl.json"], message: "orders.asl.json" },
    {
      name: "an EXPRESS machine's alias that is watched",
      argv: ["order.asl.json", "--type", "EXPRESS", "--no-lint", "--alias", "live", "--wait", "9"],
      message: "EXPRESS executions keep no history",
    },
  ])("is $name", async ({ argv, message }) => {
    const { exitCode, stderr, stdout } = await runCommand(["deploy", ...argv, "--endpoint-url", local.endpoint], {
      cwd: SHOP,
      files: shopFiles(),
    });
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 2, stdout: "", stderr: expect.stringContaining(message) as string });
  });

  test("is another type than that which is deployed", async () => {
    await deploy();
    expect(await deploy(["--type", "EXPRESS", "--no-lint"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("It is deployed as STANDARD, and AWS makes no EXPRESS machine of it") as string,
    });
  });

  test("is an endpoint that does not listen", async () => {
    const { exitCode, stderr } = await runCommand(["deploy", "order.asl.json", "--endpoint-url", "http://127.0.0.1:1"], {
      cwd: SHOP,
      files: shopFiles(),
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining("refuses the connection") as string });
  });
});

test("the page on deploying explains every flag of deploy", async () => {
  const { stdout } = await runCommand(["deploy", "--help"], { columns: 200 });
  const flags = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = ""]) => flag);
  const pages = ["deploy.md", "remote.md"].map((page) => readFileSync(join(ROOT, "docs", page), "utf8")).join("\n");
  expect(flags.filter((flag) => !pages.includes(flag))).toEqual([]);
});
