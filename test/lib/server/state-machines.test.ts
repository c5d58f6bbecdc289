import { expect, test } from "vitest";
import { arnOf, chain, createMachine, ROLE, startLocalApi, untilEnded } from "./local-api.ts";

const PAY = chain({ ChargeCard: { Type: "Pass" } });
const REFUND = chain({ RefundCard: { Type: "Pass" } });
const date: unknown = expect.any(Number);

test("a machine is created once, described, updated and deleted", async () => {
  const api = await startLocalApi();
  const create = { name: "orders", definition: PAY, roleArn: ROLE };
  const created = await api.call("CreateStateMachine", create);
  const stateMachineArn = arnOf("stateMachine", "orders");
  expect(created).toEqual({ stateMachineArn, creationDate: date });
  expect(await api.call("CreateStateMachine", { ...create, roleArn: `${ROLE}-2` })).toEqual(created);
  expect(await api.call("CreateStateMachine", { ...create, definition: REFUND })).toEqual({
    __type: "StateMachineAlreadyExists",
    message: `State Machine Already Exists: '${stateMachineArn}'`,
  });
  const described = {
    stateMachineArn,
    name: "orders",
    status: "ACTIVE",
    definition: PAY,
    roleArn: ROLE,
    type: "STANDARD",
    creationDate: created.creationDate,
    loggingConfiguration: { level: "OFF", includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  };
  expect(await api.call("DescribeStateMachine", { stateMachineArn })).toEqual(described);
  const updated = await api.call("UpdateStateMachine", { stateMachineArn, definition: REFUND });
  expect(updated).toEqual({ updateDate: date, revisionId: expect.any(String) });
  expect(await api.call("DescribeStateMachine", { stateMachineArn })).toEqual({
    ...described,
    definition: REFUND,
    revisionId: updated.revisionId,
  });
  expect(await api.call("UpdateStateMachine", { stateMachineArn })).toMatchObject({ __type: "MissingRequiredParameter" });
  expect(await api.call("DeleteStateMachine", { stateMachineArn })).toEqual({});
  expect(await api.call("DeleteStateMachine", { stateMachineArn })).toEqual({});
  const message = `State Machine Does Not Exist: '${stateMachineArn}'`;
  expect(await api.call("DescribeStateMachine", { stateMachineArn })).toEqual({ __type: "StateMachineDoesNotExist", message });
});

test("machines are listed by name in pages", async () => {
  const api = await startLocalApi();
  for (const name of ["payments", "orders", "refunds"]) await createMachine(api, name, PAY);
  const first = await api.call("ListStateMachines", { maxResults: 2 });
  expect(first.stateMachines).toEqual([
    { stateMachineArn: arnOf("stateMachine", "orders"), name: "orders", type: "STANDARD", creationDate: date },
    { stateMachineArn: arnOf("stateMachine", "payments"), name: "payments", type: "STANDARD", creationDate: date },
  ]);
  const { stateMachines, nextToken } = await api.call("ListStateMachines", { nextToken: first.nextToken });
  expect([stateMachines.length, stateMachines[0].name, nextToken]).toEqual([1, "refunds", undefined]);
});

test("an execution keeps the definition that it started with", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", PAY);
  const { executionArn } = await api.call("StartExecution", { stateMachineArn });
  await untilEnded(api, executionArn);
  await api.call("UpdateStateMachine", { stateMachineArn, definition: REFUND });
  expect(await api.call("DescribeStateMachineForExecution", { executionArn })).toEqual({
    stateMachineArn,
    name: "orders",
    definition: PAY,
    roleArn: ROLE,
    updateDate: date,
    loggingConfiguration: { level: "OFF", includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  });
});

test("versions are what was published, each once", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", PAY);
  const one = await api.call("PublishStateMachineVersion", { stateMachineArn, description: "as built" });
  expect(one).toEqual({ stateMachineVersionArn: `${stateMachineArn}:1`, creationDate: date });
  expect(await api.call("PublishStateMachineVersion", { stateMachineArn })).toEqual(one);
  const { revisionId, stateMachineVersionArn } = await api.call("UpdateStateMachine", {
    stateMachineArn,
    definition: REFUND,
    publish: true,
  });
  expect(stateMachineVersionArn).toBe(`${stateMachineArn}:2`);
  expect(await api.call("PublishStateMachineVersion", { stateMachineArn, revisionId: "another" })).toEqual({
    __type: "ConflictException",
    message: `Failed to publish the State Machine version for revision another. The current State Machine revision is ${revisionId}.`,
  });
  const { stateMachineVersions } = await api.call("ListStateMachineVersions", { stateMachineArn });
  expect(stateMachineVersions.map((version: { stateMachineVersionArn: string }) => version.stateMachineVersionArn)).toEqual([
    `${stateMachineArn}:2`,
    `${stateMachineArn}:1`,
  ]);
  const described = await api.call("DescribeStateMachine", { stateMachineArn: `${stateMachineArn}:1` });
  expect([described.definition, described.description, described.stateMachineArn]).toEqual([PAY, "as built", `${stateMachineArn}:1`]);
  await api.call("DeleteStateMachineVersion", { stateMachineVersionArn: `${stateMachineArn}:1` });
  expect((await api.call("DescribeStateMachine", { stateMachineArn: `${stateMachineArn}:1` })).__type).toBe("StateMachineDoesNotExist");
});

test("an alias starts its versions by their weights", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", PAY, { publish: true });
  await api.call("UpdateStateMachine", { stateMachineArn, definition: REFUND, publish: true });
  const [one, two] = [`${stateMachineArn}:1`, `${stateMachineArn}:2`];
  const routes = (...weights: readonly number[]) =>
    weights.map((weight, index) => ({ stateMachineVersionArn: [one, two][index] ?? "", weight }));
  const created = await api.call("CreateStateMachineAlias", { name: "live", routingConfiguration: routes(50, 50) });
  const stateMachineAliasArn = `${stateMachineArn}:live`;
  expect(created).toEqual({ stateMachineAliasArn, creationDate: date });
  const started = new Set<string>();
  for (let count = 0; count < 20; count++) {
    const { executionArn } = await api.call("StartExecution", { stateMachineArn: stateMachineAliasArn });
    const described = await api.call("DescribeExecution", { executionArn });
    expect(described).toMatchObject({ stateMachineArn, stateMachineAliasArn });
    started.add(described.stateMachineVersionArn);
  }
  expect([...started].sort()).toEqual([one, two]);
  await api.call("UpdateStateMachineAlias", { stateMachineAliasArn, routingConfiguration: routes(100), description: "back to one" });
  expect(await api.call("DescribeStateMachineAlias", { stateMachineAliasArn })).toEqual({
    stateMachineAliasArn,
    name: "live",
    description: "back to one",
    routingConfiguration: routes(100),
    creationDate: created.creationDate,
    updateDate: date,
  });
  expect(await api.call("ListExecutions", { stateMachineArn: stateMachineAliasArn, maxResults: 1 })).toMatchObject({
    executions: [{ stateMachineAliasArn }],
  });
  expect(await api.call("DeleteStateMachineVersion", { stateMachineVersionArn: one })).toEqual({
    __type: "ConflictException",
    message: "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]",
  });
  expect(await api.call("ListStateMachineAliases", { stateMachineArn })).toEqual({
    stateMachineAliases: [{ stateMachineAliasArn, creationDate: created.creationDate }],
  });
  expect(await api.call("DeleteStateMachineAlias", { stateMachineAliasArn })).toEqual({});
  expect((await api.call("StartExecution", { stateMachineArn: stateMachineAliasArn })).__type).toBe("StateMachineDoesNotExist");
});

test("an alias that routes nowhere is refused", async () => {
  const api = await startLocalApi();
  const stateMachineArn = await createMachine(api, "orders", PAY, { publish: true });
  const one = { stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 };
  const create = async (...routingConfiguration: readonly (typeof one)[]) =>
    (await api.call("CreateStateMachineAlias", { name: "live", routingConfiguration })).message;
  expect(await create({ ...one, weight: 40 })).toBe("Sum of routing configuration weights must equal 100. Received: [40]");
  expect(await create({ ...one, weight: 50 }, { ...one, weight: 50 })).toContain("distinct state machine version ARNs");
  expect(await create({ ...one, stateMachineVersionArn: stateMachineArn })).toContain("must contain state machine version ARNs");
  expect(await create()).toBe(
    "1 validation error detected: Value '[]' at 'routingConfiguration' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
});

test("tags are kept for machines and activities", async () => {
  const api = await startLocalApi();
  const machine = await createMachine(api, "orders", PAY, { tags: [{ key: "team", value: "checkout" }] });
  const { activityArn } = await api.call("CreateActivity", { name: "pack" });
  for (const resourceArn of [machine, activityArn]) {
    await api.call("TagResource", {
      resourceArn,
      tags: [
        { key: "stage", value: "test" },
        { key: "__proto__", value: "safe" },
      ],
    });
    await api.call("UntagResource", { resourceArn, tagKeys: ["team", "stage"] });
    expect(await api.call("ListTagsForResource", { resourceArn })).toEqual({ tags: [{ key: "__proto__", value: "safe" }] });
  }
  const missing = arnOf("stateMachine", "missing");
  expect(await api.call("ListTagsForResource", { resourceArn: missing })).toEqual({
    __type: "ResourceNotFound",
    message: `Resource not found: '${missing}'`,
  });
});

test("a definition is validated without being created", async () => {
  const api = await startLocalApi();
  expect(await api.call("ValidateStateMachineDefinition", { definition: PAY })).toEqual({
    result: "OK",
    diagnostics: [],
    truncated: false,
  });
  const broken = JSON.stringify({ StartAt: "ChargeCard", States: { ChargeCard: { Type: "Pass", Next: "Ship" } } });
  expect(await api.call("ValidateStateMachineDefinition", { definition: broken })).toEqual({
    result: "FAIL",
    diagnostics: [
      {
        severity: "ERROR",
        code: "MISSING_TRANSITION_TARGET",
        message: 'Next names "Ship", which is not a state here. Known: ChargeCard.',
        location: "/States/ChargeCard/Next",
      },
    ],
    truncated: false,
  });
  expect(await api.call("CreateStateMachine", { name: "orders", definition: broken, roleArn: ROLE })).toEqual({
    __type: "InvalidDefinition",
    message:
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Next names \"Ship\", which is not a state here. Known: ChargeCard. at /States/ChargeCard/Next'",
  });
});
