import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../test-io.ts";

const STEPS = [
  { step: "BookHotel", compensation: "CancelHotel" },
  { step: "BookFlight", compensation: "CancelFlight" },
  { step: "ChargeCard", compensation: "RefundCard" },
];

let folder: string;

/** A task that is tried again after 2, 4 and 8 s. */
const task = (name: string, fields: object): object => {
  const waits = { IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2 };
  return {
    Type: "Task",
    Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    TimeoutSeconds: 10,
    Retry: [
      { ErrorEquals: [`Err${name}`], ...waits },
      { ErrorEquals: ["States.ALL"], ...waits },
    ],
    ResultPath: `$.${name}`,
    ...fields,
  };
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-cli-speed-"));
  const states = STEPS.flatMap(({ step, compensation }, index) => [
    [
      step,
      task(step, {
        Next: STEPS[index + 1]?.step ?? "Booked",
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: compensation }],
      }),
    ],
    [compensation, task(compensation, { Next: STEPS[index - 1]?.compensation ?? "NotBooked" })],
  ]);
  const ends = { Booked: { Type: "Succeed" }, NotBooked: { Type: "Fail", Error: "NotBooked" } };
  writeFileSync(
    join(folder, "trip.asl.json"),
    JSON.stringify({ StartAt: "BookHotel", States: { ...Object.fromEntries(states), ...ends } }),
  );
  const tasks = STEPS.flatMap(({ step, compensation }) => [
    `  ${step}: { return: { ok: true } }`,
    `  ${compensation}: { return: { ok: true } }`,
  ]);
  writeFileSync(join(folder, "saga.config.yaml"), `machines: { trip: { definition: trip.asl.json } }\ntasks:\n${tasks.join("\n")}\n`);
});

afterAll(() => rmSync(folder, { recursive: true }));

test(
  "540 pairs of faults on six tasks take at least 2,000 virtual seconds in each second of the whole process",
  { timeout: 60_000 },
  () => {
    const start = performance.now();
    const argv = [join(ROOT, "bin/saga-cli.js"), "test", "trip.asl.json", "--depth", "2", "--format", "json"];
    const { stdout, status } = spawnSync(process.execPath, argv, { cwd: folder, encoding: "utf8", maxBuffer: 1e8 });
    const seconds = (performance.now() - start) / 1000;
    const { summary, machines } = JSON.parse(stdout) as {
      summary: { virtualSeconds: number; red: number };
      machines: readonly { matrix: { pairs: number } }[];
    };
    expect({ pairs: machines[0]?.matrix.pairs, red: summary.red, status }).toEqual({ pairs: 540, red: 0, status: 0 });
    expect(summary.virtualSeconds / seconds).toBeGreaterThan(2000);
  },
);
