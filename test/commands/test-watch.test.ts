import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runCommand } from "../test-io.ts";

let folder: string;

const task = (name: string, fields: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  TimeoutSeconds: 5,
  Retry: [{ ErrorEquals: ["States.ALL"] }],
  ...fields,
});

/** Reserves, and releases what may have been reserved. */
function definition(comment: string): string {
  return JSON.stringify({
    Comment: comment,
    StartAt: "ReserveInventory",
    States: {
      ReserveInventory: task("reserve-inventory", {
        Next: "Reserved",
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "ReleaseInventory" }],
      }),
      Reserved: { Type: "Succeed" },
      ReleaseInventory: task("release-inventory", { Next: "NotReserved" }),
      NotReserved: { Type: "Fail", Error: "NotReserved" },
    },
  });
}

const scenarios = (outcome: string): string =>
  `machine: order\nscenarios:\n  - name: An order is reserved\n    expect: { outcome: ${outcome} }\n`;

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-cli-watch-"));
  write("order.asl.json", definition("An order"));
  write("gift.asl.json", definition("A gift"));
  write("order.saga.yaml", scenarios("committed"));
  write("saga.config.yaml", "machines: { order: { definition: order.asl.json }, gift: { definition: gift.asl.json } }\n");
  write("reserve-inventory.mjs", "");
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Watched {
  readonly exitCode: number;
  readonly stderr: string;
  /** Of each round: how many cases of each machine ran. */
  readonly rounds: readonly Readonly<Record<string, number>>[];
}

/** Watches the folder; each change is made when all before it have been tested. */
async function watch(argv: readonly string[], changes: readonly (() => void)[]): Promise<Watched> {
  const interrupt = new AbortController();
  const left = [...changes];
  const { exitCode, stdout, stderr } = await runCommand(["test", "--watch", "--format", "json", ...argv], {
    cwd: folder,
    interrupted: interrupt.signal,
    onStderr(text) {
      if (!text.startsWith("Watching")) return;
      const change = left.shift();
      if (change === undefined) interrupt.abort();
      // A person takes longer to read it.
      else setTimeout(change, 300);
    },
  });
  return { exitCode, stderr, rounds: stdout.split(/(?<=^\}\n)/m).map(casesByMachine) };
}

function casesByMachine(report: string): Readonly<Record<string, number>> {
  const { cases } = JSON.parse(report) as { cases: readonly { machine: string }[] };
  const machines = [...new Set(cases.map(({ machine }) => machine))];
  return Object.fromEntries(machines.map((name) => [name, cases.filter(({ machine }) => machine === name).length]));
}

const ALL = { order: 17, gift: 16 };

test.each([
  { name: "a scenario file: its scenarios", file: "order.saga.yaml", text: () => scenarios("compensated"), want: { order: 1 } },
  { name: "a definition: its machine", file: "gift.asl.json", text: () => definition("A gift, wrapped"), want: { gift: 16 } },
  { name: "a handler: everything", file: "reserve-inventory.mjs", text: () => "export const handler = () => ({});", want: ALL },
])("it tests again what a change touches, of $name", async ({ file, text, want }) => {
  const { exitCode, rounds } = await watch([], [() => write(file, text())]);
  expect({ exitCode, rounds }).toEqual({ exitCode: 130, rounds: [ALL, want] });
});

test("its own reports are no change", async () => {
  const change = (): void => {
    write("report.html", "<p>green</p>");
    // Time enough for a round, if it were one.
    setTimeout(() => write("order.saga.yaml", `${scenarios("committed")}  - { name: Another one, expect: {} }\n`), 500);
  };
  const { rounds } = await watch(["--no-matrix", "--format", "html=report.html"], [change]);
  expect(rounds).toEqual([{ order: 1 }, { order: 2 }]);
});

test("a log that the tests write is no change for ever", async () => {
  write(
    "reserve-inventory.mjs",
    'import { appendFileSync } from "node:fs";\nexport const handler = () => (appendFileSync(new URL("calls.log", import.meta.url), "reserved\\n"), {});\n',
  );
  const tasks = "tasks: { reserve-inventory: { module: ./reserve-inventory.mjs } }";
  write("saga.config.yaml", `machines: { order: { definition: order.asl.json } }\n${tasks}\n`);
  write("calls.log", "");
  const log = join(folder, "calls.log");
  const interrupt = new AbortController();
  let rounds = 0;
  const watching = runCommand(["test", "--watch", "--no-matrix"], {
    cwd: folder,
    interrupted: interrupt.signal,
    onStderr(text) {
      if (text.startsWith("Watching")) rounds += 1;
    },
  });
  // Each time, time enough for one round more.
  await vi.waitUntil(() => rounds >= 2, { timeout: 30_000 });
  await sleep(1500);
  const alone = rounds;
  utimesSync(log, new Date(), new Date());
  await vi.waitUntil(() => rounds > alone, { timeout: 30_000 });
  await sleep(1500);
  interrupt.abort();
  await watching;
  expect({ alone, afterTouch: rounds - alone }).toEqual({ alone: 2, afterTouch: 1 });
});

test("it ends where nobody reads any more, which is no error", async () => {
  const { exitCode, stderr } = await runCommand(["test", "--watch", "--no-matrix"], { cwd: folder, stdoutEnded: AbortSignal.abort() });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

test("a file that is broken for a while is said, and tested when it is whole again", async () => {
  const { exitCode, stderr, rounds } = await watch(
    ["--no-matrix"],
    [() => write("order.saga.yaml", "machine: order\nscenarios:\n  - name: [\n"), () => write("order.saga.yaml", scenarios("committed"))],
  );
  expect(stderr).toMatch(/error: order\.saga\.yaml:\d+:\d+: /);
  expect({ exitCode, rounds }).toEqual({ exitCode: 130, rounds: [{ order: 1 }, {}, { order: 1 }] });
});
