import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CommandResult, TestWorld } from "../test-io.ts";
import { runCommand } from "../test-io.ts";
import type { FakeEndpoint, FakeOperation } from "./fake-endpoint.ts";
import { fakeEndpoint, refusal } from "./fake-endpoint.ts";
import { shopFiles, SHOP, stockSaga } from "./stock-saga.ts";

vi.setConfig({ testTimeout: 60_000 });

const ARN = "arn:aws:states:eu-west-1:111122223333:stateMachine:order";
const ROLE = "arn:aws:iam::111122223333:role/order";

let endpoint: FakeEndpoint | undefined;
beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_REGION", "eu-west-1");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint?.close();
});

/** What an endpoint says that has the machine, as far as nobody says otherwise. */
const deployed: Readonly<Record<string, FakeOperation>> = {
  ListStateMachines: () => ({ body: { stateMachines: [{ stateMachineArn: ARN, name: "order", type: "STANDARD", creationDate: 1 }] } }),
  DescribeStateMachine: () => ({ body: describedAs("r-1") }),
  ListTagsForResource: () => ({ body: { tags: [] } }),
  UpdateStateMachine: () => ({ body: { updateDate: 2, revisionId: "r-2" } }),
};

function describedAs(revisionId: string): object {
  return {
    stateMachineArn: ARN,
    name: "order",
    status: "ACTIVE",
    type: "STANDARD",
    roleArn: ROLE,
    definition: JSON.stringify(stockSaga()),
    revisionId,
  };
}

const empty: Readonly<Record<string, FakeOperation>> = {
  ListStateMachines: () => ({ body: { stateMachines: [] } }),
  CreateStateMachine: () => ({ body: { stateMachineArn: ARN, creationDate: 1 } }),
  DescribeStateMachine: () => ({ body: describedAs("r-1") }),
  GetCallerIdentity: () => ({
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
      <Arn>arn:aws:iam::111122223333:user/ann</Arn><UserId>U</UserId><Account>111122223333</Account>
      </GetCallerIdentityResult></GetCallerIdentityResponse>`,
  }),
};

/** Deploys to an endpoint that says this; `host` 0.0.0.0 is this machine, too, and no loopback address. */
async function deployTo(
  operations: Readonly<Record<string, FakeOperation>>,
  flags: readonly string[] = [],
  { host = "127.0.0.1", saga = stockSaga(), ...world }: TestWorld & { readonly host?: string; readonly saga?: object } = {},
): Promise<CommandResult> {
  endpoint = await fakeEndpoint(operations);
  const argv = ["deploy", "order.asl.json", "--endpoint-url", `http://${host}:${endpoint.port}`, "--region", "eu-west-1", ...flags];
  return runCommand(argv, { cwd: SHOP, files: shopFiles(saga), ...world });
}

const changed = stockSaga({ retries: 4 });

describe("an endpoint that refuses", () => {
  test("access is told with the IAM action that is missing, and nothing was done", async () => {
    const denied = "User: ann is not authorized to perform: states:CreateStateMachine on resource: order";
    const { exitCode, stderr } = await deployTo({ ...empty, CreateStateMachine: () => refusal("AccessDeniedException", denied) });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: [
        'Begun, and perhaps done: Create the state machine "order".',
        "Go on by repeating the command: it starts from what it finds.",
        `error: Access denied to states:CreateStateMachine: ${denied}`,
        "  Allow the IAM action states:CreateStateMachine.",
        "",
      ].join("\n"),
    });
  });

  test("access to the role is told as that", async () => {
    const denied = `User: ann is not authorized to perform: iam:PassRole on resource: ${ROLE}`;
    const { stderr } = await deployTo({ ...deployed, UpdateStateMachine: () => refusal("AccessDeniedException", denied) }, [], {
      saga: changed,
    });
    expect(stderr).toContain("Allow the IAM action iam:PassRole.");
  });

  test("to publish what somebody else has changed meanwhile ends there, and says what was done", async () => {
    const operations = {
      ...deployed,
      DescribeStateMachine: (_: object, call: number) => ({ body: describedAs(call === 1 ? "r-1" : "r-2") }),
      PublishStateMachineVersion: () => refusal("ConflictException", "The current State Machine revision is r-3."),
    };
    const { exitCode, stderr } = await deployTo(operations, ["--publish"], { saga: changed });
    expect({ exitCode, stderr: stderr.split("\n").slice(0, 2) }).toEqual({
      exitCode: 3,
      stderr: [`Done: updated ${ARN}.`, 'Begun, and perhaps done: Publish a version of "order".'],
    });
  });

  test("a few calls for their number is asked again", async () => {
    const throttled: FakeOperation = (_, call) =>
      call <= 2 ? refusal("ThrottlingException", "Rate exceeded") : { body: { stateMachineArn: ARN, creationDate: 1 } };
    expect(await deployTo({ ...empty, CreateStateMachine: throttled })).toMatchObject({ exitCode: 0 });
    expect(endpoint?.calls().filter((call) => call === "CreateStateMachine")).toHaveLength(3);
  });

  test("a machine that is being deleted says so", async () => {
    const operations = { ...deployed, DescribeStateMachine: () => ({ body: { ...describedAs("r-1"), status: "DELETING" } }) };
    expect(await deployTo(operations)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('"order" is being deleted') as string,
    });
  });
});

describe("an endpoint that is slow to show", () => {
  test("what was created is asked until it does", async () => {
    const notYet: FakeOperation = (_, call) =>
      call <= 3 ? refusal("StateMachineDoesNotExist", "State Machine Does Not Exist") : { body: describedAs("r-1") };
    expect(await deployTo({ ...empty, DescribeStateMachine: notYet })).toMatchObject({ exitCode: 0 });
    expect(endpoint?.calls()).toEqual(["ListStateMachines", "CreateStateMachine", ...Array<string>(4).fill("DescribeStateMachine")]);
  });

  test("what was updated is asked until its revision shows", async () => {
    const describe: FakeOperation = (_, call) => ({ body: describedAs(call <= 4 ? "r-1" : "r-2") });
    const { exitCode, stdout } = await deployTo({ ...deployed, DescribeStateMachine: describe }, ["--format", "json"], { saga: changed });
    expect({ exitCode, report: JSON.parse(stdout) as object }).toMatchObject({
      exitCode: 0,
      report: { action: "update", revisionId: "r-2" },
    });
  });

  test("is interrupted while it is asked: what may have happened is said", async () => {
    const interrupt = new AbortController();
    const describe: FakeOperation = (_, call) => {
      if (call === 3) interrupt.abort();
      return { body: describedAs("r-1") };
    };
    const world = { saga: changed, interrupted: interrupt.signal };
    const { exitCode, stderr } = await deployTo({ ...deployed, DescribeStateMachine: describe }, [], world);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 130,
      stderr: 'Begun, and perhaps done: Update the state machine "order".\nGo on by repeating the command: it starts from what it finds.\n',
    });
  });
});

describe("outside this machine", () => {
  const host = "0.0.0.0";
  const question = `Create "order" in account 111122223333, region eu-west-1, as arn:aws:iam::111122223333:user/ann, with the role ${ROLE}`;

  test("a role has to be named", async () => {
    const { exitCode, stderr } = await deployTo(empty, ["--yes"], { host });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: [
        'error: Nothing says with which role AWS may run "order"',
        "  Name one with --role-arn, or in saga.config.yaml: machines.order.roleArn.",
        "",
      ].join("\n"),
    });
  });

  test("somebody is asked, who sees what changes, account, region and role", async () => {
    const questions: string[] = [];
    const ask = (asked: string): Promise<string> => {
      questions.push(asked);
      return Promise.resolve("n");
    };
    const { exitCode, stdout, stderr } = await deployTo(empty, ["--role-arn", ROLE], { host, ask });
    expect({ exitCode, stderr, questions }).toEqual({
      exitCode: 2,
      stderr: "error: Not allowed, so nothing was done\n",
      questions: [`${question}? [y/N] `],
    });
    expect(stdout).toContain(`role        ${ROLE}`);
    expect(endpoint?.calls()).toEqual(["ListStateMachines", "GetCallerIdentity"]);
  });

  test("nobody can be asked without a terminal, and --yes allows it", async () => {
    expect(await deployTo(empty, ["--role-arn", ROLE], { host })).toMatchObject({
      exitCode: 2,
      stderr: `error: ${question}: nobody can be asked\n  Allow it with --yes.\n`,
    });
    await endpoint?.close();
    expect(await deployTo(empty, ["--role-arn", ROLE, "--yes"], { host })).toMatchObject({ exitCode: 0 });
  });

  test("nobody is asked about a dry run", async () => {
    expect(await deployTo(empty, ["--role-arn", ROLE, "--dry-run"], { host })).toMatchObject({ exitCode: 0 });
    expect(endpoint?.calls()).toEqual(["ListStateMachines"]);
  });
});
