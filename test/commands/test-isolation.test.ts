import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../test-io.ts";

let folder: string;

const task = (name: string, fields: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  TimeoutSeconds: 1,
  ...fields,
});

const DEFINITION = {
  StartAt: "ReserveInventory",
  States: {
    ReserveInventory: task("reserve-inventory", {
      ResultPath: "$.r",
      Next: "Placed",
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.e", Next: "ReleaseInventory" }],
    }),
    Placed: { Type: "Succeed" },
    ReleaseInventory: task("release-inventory", { Next: "Failed", Retry: [{ ErrorEquals: ["States.ALL"] }] }),
    Failed: { Type: "Fail", Error: "OrderFailed" },
  },
};

const HANDLER = `
let calls = 0;
export async function handler({ mode }) {
  calls += 1;
  if (mode === "crash") process.exit(1);
  if (mode === "hang") for (;;) {}
  if (mode === "leak") setInterval(() => {}, 10);
  return { calls };
}
`;

const SCENARIOS = `
machine: order
scenarios:
  - name: A handler that does \${mode}
    cases: [{ mode: crash, end: compensated }, { mode: hang, end: compensated }, { mode: leak, end: committed }]
    input: { mode: "\${mode}" }
    expect:
      outcome: \${end}
  - name: The next one begins anew
    input: { mode: none }
    expect:
      outcome: committed
      output: { r: { calls: 1 } }
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-cli-test-"));
  writeFileSync(join(folder, "order.asl.json"), JSON.stringify(DEFINITION));
  writeFileSync(join(folder, "reserve.mjs"), HANDLER);
  writeFileSync(join(folder, "order.saga.yaml"), SCENARIOS);
  writeFileSync(
    join(folder, "saga.config.yaml"),
    "machines: { order: { definition: order.asl.json } }\ntasks:\n  reserve-inventory: { module: ./reserve.mjs }\n  release-inventory: { return: {} }\n",
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

test("a handler that crashes, hangs or leaks fails its own case only", { timeout: 30_000 }, async () => {
  const { stdout, exitCode } = await runCommand(["test", "--no-matrix", "--format", "json"], { cwd: folder });
  const { cases } = JSON.parse(stdout) as { cases: readonly { name: string; colour: string; outcome: string }[] };
  expect(cases.map(({ name, colour, outcome }) => ({ name, colour, outcome }))).toEqual([
    { name: "A handler that does crash", colour: "green", outcome: "compensated" },
    { name: "A handler that does hang", colour: "green", outcome: "compensated" },
    { name: "A handler that does leak", colour: "green", outcome: "committed" },
    { name: "The next one begins anew", colour: "green", outcome: "committed" },
  ]);
  expect(exitCode).toBe(0);
});
