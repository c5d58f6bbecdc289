import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { diskFiles } from "../../src/lib/runs/disk-files.ts";
import type { Files } from "../../src/lib/base/ports.ts";
import { memoryFiles } from "../memory-files.ts";
import type { CommandResult, TestWorld } from "../test-io.ts";
import { ORDER_SAGA, ROOT, runCommand } from "../test-io.ts";

const GOOD = join(ROOT, "fixtures/good-order-saga");

/** The good saga's folder with further files in it. */
function withFiles(added: Readonly<Record<string, string>>): Files {
  const texts = new Map(Object.entries(added).map(([name, text]) => [join(GOOD, name), text]));
  return {
    ...diskFiles,
    read: (path) => texts.get(path) ?? diskFiles.read(path),
    exists: (path) => texts.has(path) || diskFiles.exists(path),
    list: (path) => (path === GOOD ? [...diskFiles.list(path), ...Object.keys(added)] : diskFiles.list(path)),
  };
}

async function testGood(argv: readonly string[], world: TestWorld = {}): Promise<CommandResult> {
  return runCommand(["test", ...argv], { cwd: GOOD, ...world });
}

// Some run a hundred executions with handlers and tables.
vi.setConfig({ testTimeout: 60_000 });

test("a saga whose matrix is green exits 0 and shows a row for each step", async () => {
  const { stdout, stderr, exitCode } = await testGood([]);
  expect({ stdout, stderr, exitCode }).toMatchSnapshot();
});

test("the order saga's scenarios hold with its handlers and tables, in both query languages", async () => {
  const { stdout, exitCode } = await runCommand(["test", "order.saga.yaml", "--no-matrix"], { cwd: ORDER_SAGA });
  expect(stdout).toContain("12 cases: 12 green");
  expect(exitCode).toBe(0);
});

test("Catches that name custom errors only leave payment and order uncompensated", async () => {
  const argv = ["test", "order.slides.asl.json", "--only", "order-slides: ReserveInventory", "--format", "json"];
  const { stdout, exitCode } = await runCommand(argv, { cwd: ORDER_SAGA });
  const { cases } = JSON.parse(stdout) as {
    cases: readonly { name: string; colour: string; outcome: string; problems: readonly { message: string }[] }[];
  };
  const red = cases.filter(({ colour }) => colour === "red");
  expect(red.map(({ name, outcome }) => ({ name, outcome }))).toEqual(
    ["UnnamedError", "UnnamedError@after", "States.Timeout", "States.Timeout@after"].map((error) => ({
      name: `ReserveInventory:${error}`,
      outcome: "uncompensated",
    })),
  );
  for (const { problems } of red) {
    const messages = problems.map(({ message }) => message).join("\n");
    expect(messages).toMatch(/ProcessOrder is done .* UpdateOrderStatus never ran/);
    expect(messages).toMatch(/ProcessPayment is done .* ProcessRefund never ran/);
  }
  expect(exitCode).toBe(1);
});

test("a red case prints the line that reproduces it, and the line does", async () => {
  const { stdout } = await runCommand(["test", "order.slides.asl.json", "--only", "ReserveInventory:States.Timeout@after", "--bail"], {
    cwd: ORDER_SAGA,
  });
  const [, line = ""] = /^ {2}saga-cli (run .*)$/m.exec(stdout) ?? [];
  const { stdout: rerun, exitCode } = await runCommand(line.split(" "), { cwd: ORDER_SAGA });
  expect(rerun).toContain("Verdict: uncompensated");
  expect(exitCode).toBe(1);
});

describe("a scenario that is not met", () => {
  const SCENARIOS = `
machine: good-order
scenarios:
  - name: The order is rolled back
    faults: ["ReserveInventory:States.Timeout"]
    expect:
      status: SUCCEEDED
      compensations: [ProcessRefund, UpdateOrderStatus]
      output: { order_id: o-1 }
      events:
        - { type: TaskStateEntered, state: ReserveInventory }
        - { type: TaskStateEntered, state: ProcessPayment }
`;

  test("shows expected and actual side by side, with the scenario's line", async () => {
    const { stdout, exitCode } = await testGood(["order.saga.yaml", "--no-matrix"], { files: withFiles({ "order.saga.yaml": SCENARIOS }) });
    expect(stdout.split("\n\nCoverage")[0]).toMatchSnapshot();
    expect(exitCode).toBe(1);
  });
});

test("files that cannot be used are said with their places, the others run, and the exit code is 2", async () => {
  const files = withFiles({
    "a.saga.yaml":
      "machine: good-order\nscenarios:\n  - name: x\n    faults: [ReserveInventry]\n    expect: { compensations: [ProcessRefunds] }\n",
    "b.saga.yaml": "machine: good-ordre\nscenarios: []\n",
    "c.saga.yaml": "machine: good-order\nscenarios:\n  - name: x\n    expects: {}\n    expect: {}\n",
    "d.saga.yaml": "machine: good-order\nscenarios:\n  - name: The order is placed\n    expect: { outcome: committed }\n",
  });
  const { stdout, stderr, exitCode } = await testGood(["--no-matrix"], { files });
  expect(stdout).toContain("1 case: 1 green");
  expect(stderr.split("\n").filter((line) => line.includes("error:") || line.includes("Did you mean"))).toEqual([
    'error: a.saga.yaml:4:14: fault ReserveInventry: there is no state "ReserveInventry"',
    '  Did you mean "ReserveInventory" or "ReleaseInventory"?',
    'error: a.saga.yaml:5:31: There is no state "ProcessRefunds"',
    '  Did you mean "ProcessRefund"?',
    'error: b.saga.yaml:1:10: The config has no machine "good-ordre"',
    '  Did you mean "good-order"?',
    'error: c.saga.yaml:4:5: Unknown key "expects" in scenarios[0]',
    '  Did you mean "expect"?',
  ]);
  expect(exitCode).toBe(2);
});

test("an item under a key that its table does not have is a mistake", async () => {
  const files = memoryFiles({
    "/shop/order.asl.json": '{ "StartAt": "Pay", "States": { "Pay": { "Type": "Pass", "End": true } } }',
    "/shop/saga.config.yaml": "machines: { order: { definition: order.asl.json } }\ntables: { Orders: { key: order_id } }\n",
    "/shop/order.saga.yaml":
      "machine: order\nscenarios:\n  - name: x\n    expect: { tables: { Orders: [{ key: { orderId: o-1 }, item: absent }] } }\n",
  });
  const { stderr, exitCode } = await runCommand(["test", "order.saga.yaml", "--no-matrix"], { cwd: "/shop", files });
  expect({ stderr: stderr.split("\n")[0], exitCode }).toEqual({
    stderr: "error: order.saga.yaml:4:34: The key of Orders is order_id, not orderId",
    exitCode: 2,
  });
});

test("no case at all is a mistake", async () => {
  const { stderr, exitCode } = await testGood(["--no-matrix"]);
  expect({ stderr: stderr.split("\nTook")[0], exitCode }).toEqual({
    stderr: "error: There is no case to run\n  Write scenarios (*.saga.yaml), or leave --no-matrix away.",
    exitCode: 2,
  });
});

test("two reports in one file are a mistake", async () => {
  const { stderr, exitCode } = await testGood(["--format", "json=test.out", "--format", "junit=test.out"]);
  expect({ stderr, exitCode }).toEqual({
    stderr: "error: Two reports cannot both go to test.out\n  Give each a file of its own.\n",
    exitCode: 2,
  });
});

test("a text that no case has in its name is a mistake", async () => {
  const { stdout, stderr, exitCode } = await testGood(["--only", "ReserveInventry"]);
  expect(stderr).toMatch(/^error: No case has "ReserveInventry" in its name\n {2}Names are as the reports show them: /);
  expect(stdout).toContain("\n0 cases: 0 green; 0 s of virtual time\n");
  expect(exitCode).toBe(2);
});

test("the parts of a matrix are the whole", async () => {
  const names = async (argv: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await testGood([...argv, "--format", "json"]);
    return (JSON.parse(stdout) as { cases: readonly { name: string }[] }).cases.map(({ name }) => name);
  };
  const all = await names([]);
  const parts = [await names(["--shard", "1/3"]), await names(["--shard", "2/3"]), await names(["--shard", "3/3"])];
  expect(parts.flat().toSorted()).toEqual(all.toSorted());
});

test("two threads give the same reports as one, byte for byte", async () => {
  const argv = [
    "--depth",
    "2",
    "--late",
    "--format",
    "text",
    "--format",
    "json=test.json",
    "--format",
    "html=test.html",
    "--format",
    "junit=test.xml",
  ];
  const [one, two] = [await testGood([...argv, "--jobs", "1"]), await testGood([...argv, "--jobs", "2"])];
  expect(two.stdout).toBe(one.stdout);
  expect([...two.written]).toEqual([...one.written]);
});

test("an interruption writes the reports of what was done and exits 130", async () => {
  const interrupt = new AbortController();
  const running = testGood(["--depth", "2", "--format", "json"], { interrupted: interrupt.signal });
  setTimeout(() => interrupt.abort(), 60);
  const { stdout, exitCode } = await running;
  const { summary } = JSON.parse(stdout) as { summary: { interrupted: boolean; cases: number } };
  expect(summary.interrupted).toBe(true);
  expect(summary.cases).toBeLessThan(200);
  expect(exitCode).toBe(130);
});

test("coverage below --min-coverage exits 1 and says what was never seen", async () => {
  const { stdout, exitCode } = await testGood(["--only", "no fault", "--min-coverage", "50"]);
  expect(stdout.replaceAll(/\s+/g, " ")).toContain("below the 50 % that --min-coverage asks for");
  expect(stdout).toContain("never seen: good-order: ProcessOrder caught States.ALL");
  expect(exitCode).toBe(1);
});

test("--bail ends at the first red case", async () => {
  const { stdout, exitCode } = await runCommand(["test", "order.slides.asl.json", "--bail", "--format", "json"], { cwd: ORDER_SAGA });
  const { summary } = JSON.parse(stdout) as { summary: { red: number } };
  expect(summary.red).toBe(1);
  expect(exitCode).toBe(1);
});

test("saved tables differ as data diff says", async () => {
  const { written } = await runCommand(
    ["test", "order.asl.json", "--only", "order: ProcessPayment:ErrProcessPayment", "--snapshots", "saved"],
    { cwd: ORDER_SAGA },
  );
  const names = [...written.keys()].filter((path) => path.includes("ErrProcessPayment."));
  expect(names).toEqual([
    expect.stringMatching(/saved\/order\/0001-ProcessPayment-ErrProcessPayment\.before\.json$/),
    expect.stringMatching(/\.after\.json$/),
  ]);
  const [before = "", after = ""] = names;
  const files: Files = { ...diskFiles, read: (path) => written.get(path) ?? diskFiles.read(path) };
  const { stdout, exitCode } = await runCommand(["data", "diff", before, after], { cwd: ORDER_SAGA, files });
  expect(stdout).toContain("+ Orders order_id=o-1001:");
  expect(stdout).toContain("+ Payments transaction_id=payment-o-1001:");
  expect(exitCode).toBe(1);
  const same = await runCommand(["data", "diff", before, before], { cwd: ORDER_SAGA, files });
  expect([same.stdout, same.exitCode]).toEqual(["  nothing changed\n", 0]);
});

test.each([
  { name: "a missing file", text: undefined, want: "The snapshot saved.json does not exist" },
  { name: "no snapshot", text: '{ "version": 1 }', want: 'error: saved.json:1:1: The file needs the key "tables"' },
  { name: "broken JSON", text: "{", want: "error: saved.json:1:" },
])("data diff says what is wrong with $name", async ({ text, want }) => {
  const files: Files = { ...diskFiles, read: (path) => (path === join(GOOD, "saved.json") ? text : diskFiles.read(path)) };
  const { stderr, exitCode } = await runCommand(["data", "diff", "saved.json", "saved.json"], { cwd: GOOD, files });
  expect(stderr).toContain(want);
  expect(exitCode).toBe(2);
});

test("late effects show in the residue of a saga that does not bar them", async () => {
  const config = readFileSync(join(ORDER_SAGA, "saga.config.yaml"), "utf8").replaceAll(
    "release-inventory.js#handler",
    "update-order-status.js#handler",
  );
  const files: Files = { ...diskFiles, read: (path) => (path === join(ORDER_SAGA, "saga.config.yaml") ? config : diskFiles.read(path)) };
  const { stdout, exitCode } = await runCommand(
    ["test", "order.asl.json", "--late", "--only", "order: ReserveInventory:States.Timeout@late"],
    { cwd: ORDER_SAGA, files },
  );
  expect(stdout).toContain("RED order: ReserveInventory:States.Timeout@late");
  expect(stdout).toMatch(/~ Inventory sku=coffee-beans: available 10 → 8/);
  expect(exitCode).toBe(1);
});
