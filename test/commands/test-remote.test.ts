import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../test-io.ts";
import type { SpawnedLocal } from "./spawned-local.ts";
import { spawnLocal } from "./spawned-local.ts";

/** Delays cost nothing, but a task that nobody answers times out in real time. */
let virtual: SpawnedLocal;
/** Everything takes a fifth of its time. */
let fast: SpawnedLocal;
beforeAll(async () => {
  [virtual, fast] = await Promise.all([spawnLocal("--time", "virtual"), spawnLocal("--time", "scale=5")]);
});
afterAll(() => {
  virtual.stop();
  fast.stop();
});

interface Tested {
  readonly exitCode: number;
  readonly stderr: string;
  /** But for durations, which an endpoint takes from its clock. */
  readonly cases: readonly { readonly name: string; readonly colour: string }[];
}

async function testOrder(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Tested> {
  const { stdout, stderr, exitCode } = await runCommand(["test", "order.saga.yaml", "--format", "json", ...argv], { env });
  const { cases = [] } = (stdout === "" ? {} : JSON.parse(stdout)) as { cases?: readonly (Tested["cases"][number] & object)[] };
  return { exitCode, stderr, cases: cases.map((result) => ({ ...result, virtualSeconds: null, command: null })) };
}

/** Tests the order saga on the embedded engine and at the endpoint, and looks at its tables at both. */
async function onBoth(
  argv: readonly string[],
  { endpoint, dynamoDbEndpoint }: SpawnedLocal,
): Promise<Record<"embedded" | "remote", Tested>> {
  const credentials = { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "order", AWS_SECRET_ACCESS_KEY: "order" };
  const at = { ...credentials, AWS_ENDPOINT_URL_DYNAMODB: dynamoDbEndpoint };
  return { embedded: await testOrder(argv), remote: await testOrder([...argv, "--endpoint-url", endpoint], at) };
}

test.each([
  { name: "that place the order", only: "An order is placed", cases: 2, server: () => virtual },
  { name: "that handlers fail", only: "A business error", cases: 4, server: () => virtual },
  { name: "whose task is made to fail twice", only: "order: A payment that answers on its third attempt", cases: 1, server: () => virtual },
  { name: "that land late", only: "order: A reservation that lands after its timeout", cases: 1, server: () => fast },
])("scenarios $name give the same results at an endpoint, tables included", async ({ only, cases, server }) => {
  const { embedded, remote } = await onBoth(["--no-matrix", "--only", only], server());
  expect(remote.cases).toEqual(embedded.cases);
  expect(remote.cases.map(({ colour }) => colour)).toEqual(Array.from({ length: cases }, () => "green"));
  expect(remote.exitCode).toBe(0);
  expect(await server().resources()).toEqual([]);
});

test("what cannot run at an endpoint is said", async () => {
  const { stderr, exitCode } = await testOrder(["--endpoint-url", virtual.endpoint, "--jobs", "2", "--strict-tasks"]);
  expect(stderr).toContain("--jobs, --strict-tasks: only the embedded engine has that");
  expect(exitCode).toBe(2);
});

test("an endpoint that nobody answers at keeps its machines from being tested, and exits 3", async () => {
  const { stderr, exitCode, cases } = await testOrder(["--no-matrix", "--endpoint-url", "http://127.0.0.1:9"]);
  expect(stderr).toMatch(/error: .*127\.0\.0\.1:9/);
  expect({ exitCode, cases }).toEqual({ exitCode: 3, cases: [] });
});
