// Tests a saga with 10,000 pairs of faults in a heap that would not hold what 10,000 executions leave behind:
// npm run soak -- test [steps]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [count = 22] = process.argv.slice(2).map(Number);
const HEAP_MB = 128;
const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "saga-soak-test-"));
const legs = Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, "0"));

/** A task that is tried again after 2, 4 and 8 s. */
function task(name, fields) {
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
}

function check(holds, message) {
  if (holds) return;
  console.error(`FAILED: ${message}`);
  process.exit(1);
}

const states = legs.flatMap((leg, index) => {
  const next = legs[index + 1];
  const before = legs[index - 1];
  const caught = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: `CancelLeg${leg}` }];
  return [
    [`BookLeg${leg}`, task(`BookLeg${leg}`, { Next: next === undefined ? "Booked" : `BookLeg${next}`, Catch: caught })],
    [`CancelLeg${leg}`, task(`CancelLeg${leg}`, { Next: before === undefined ? "NotBooked" : `CancelLeg${before}` })],
  ];
});
const ends = { Booked: { Type: "Succeed" }, NotBooked: { Type: "Fail", Error: "NotBooked" } };
writeFileSync(
  join(folder, "trip.asl.json"),
  JSON.stringify({ StartAt: `BookLeg${legs[0]}`, States: { ...Object.fromEntries(states), ...ends } }),
);
const tasks = states.map(([name]) => `  ${name}: { return: { ok: true } }\n`).join("");
writeFileSync(join(folder, "saga.config.yaml"), `machines: { trip: { definition: trip.asl.json } }\ntasks:\n${tasks}`);

const argv = [`--max-old-space-size=${HEAP_MB}`, join(root, "bin/saga-cli.js"), "test", "--depth", "2"];
const from = performance.now();
const formats = ["--format", "json=test.json", "--format", "junit=test.xml"];
const { status, stderr } = spawnSync(process.execPath, [...argv, ...formats], { cwd: folder, encoding: "utf8" });
const seconds = (performance.now() - from) / 1000;
check(status === 0, `it exited ${status}: ${stderr.slice(-2000)}`);
const { summary, cases } = JSON.parse(readFileSync(join(folder, "test.json"), "utf8"));
check(summary.cases >= 10_000 && summary.green === cases.length, `it ran ${summary.cases} cases, ${summary.green} of them green`);
rmSync(folder, { recursive: true });
console.log(
  `OK: ${summary.cases} cases in ${seconds.toFixed(1)} s and a heap of ${HEAP_MB} MB; ${summary.virtualSeconds} s of virtual time`,
);
