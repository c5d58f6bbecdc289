// Loads `saga-cli local` with many executions side by side, kills it in the middle, and checks that nothing is lost:
// node scripts/soak-local.js [executions] [rounds]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [executions = 200, rounds = 5] = process.argv.slice(2).map(Number);
const ITEMS = 40;
const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "saga-soak-"));

/** Each iteration is busy once, takes a moment, and gives its index. */
const HANDLER = `
const seen = new Set();
export const ship = async ({ order, index }) => {
  const key = order + "/" + index;
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (!seen.has(key)) {
    seen.add(key);
    throw Object.assign(new Error("try again"), { name: "Busy" });
  }
  seen.delete(key);
  return index;
};`;
const DEFINITION = {
  StartAt: "ShipAll",
  States: {
    ShipAll: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemSelector: { "order.$": "$$.Execution.Name", "index.$": "$$.Map.Item.Index" },
      ItemProcessor: {
        StartAt: "Ship",
        States: {
          Ship: {
            Type: "Task",
            Resource: "arn:aws:lambda:us-east-1:123456789012:function:ship",
            Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1, MaxAttempts: 3 }],
            End: true,
          },
        },
      },
      End: true,
    },
  },
};
const INPUT = JSON.stringify({ items: Array.from({ length: ITEMS }, (_, index) => index) });
const OUTPUT = JSON.stringify(Array.from({ length: ITEMS }, (_, index) => index));
/** Started, Map entered, started, exited and succeeded, the end; each iteration started, entered, two attempts of three events, exited, succeeded. */
const EVENTS = 6 + ITEMS * 10;

async function startServer() {
  const flags = ["--port", "0", "--dynamodb-port", "0", "--time", "virtual", "--data-dir", join(folder, "data")];
  // Whatever is not let go of would not fit in this.
  const memory = "--max-old-space-size=300";
  const child = spawn(process.execPath, [memory, join(root, "bin/saga-cli.js"), "local", ...flags], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  while (!printed.includes("Ready.")) printed += (await once(child.stdout, "data"))[0].toString();
  return { child, endpoint: /^Step Functions: (\S+)$/m.exec(printed)[1] };
}

async function call({ endpoint }, operation, body) {
  const headers = { "X-Amz-Target": `AWSStepFunctions.${operation}` };
  const response = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${operation}: ${answer.__type}: ${answer.message}`);
  return answer;
}

function megabytes({ child }) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes ?? 0) / 1024);
}

function check(holds, message) {
  if (holds) return;
  console.error(`FAILED: ${message}`);
  process.exit(1);
}

async function start(server, stateMachineArn, round) {
  const names = Array.from({ length: executions }, (_, index) => `order-${round}-${index}`);
  return Promise.all(
    names.map(async (name) => (await call(server, "StartExecution", { stateMachineArn, name, input: INPUT })).executionArn),
  );
}

async function ended(server, executionArn) {
  for (;;) {
    const described = await call(server, "DescribeExecution", { executionArn });
    if (described.status !== "RUNNING") return described;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function checkHistory(server, executionArn) {
  const { events } = await call(server, "GetExecutionHistory", { executionArn, maxResults: 1000 });
  check(events.length === EVENTS, `${executionArn} has ${events.length} events, not ${EVENTS}`);
  check(
    events.every(({ id }, index) => id === index + 1),
    `${executionArn} has a gap`,
  );
}

writeFileSync(join(folder, "ship.mjs"), HANDLER);
writeFileSync(join(folder, "saga.config.yaml"), 'tasks:\n  ship: { module: "./ship.mjs#ship" }\n');
let server = await startServer();
const { stateMachineArn } = await call(server, "CreateStateMachine", {
  name: "orders",
  definition: JSON.stringify(DEFINITION),
  roleArn: "arn:aws:iam::123456789012:role/orders",
});
console.log(`${executions} executions of a Map of ${ITEMS} with retries, side by side; ${megabytes(server)} MB before`);
/** What was seen to end, as it was described then. */
const finished = new Map();
let roundMs = 0;
for (let round = 0; round < rounds; round++) {
  const from = performance.now();
  const arns = await start(server, stateMachineArn, round);
  finished.clear();
  for (const arn of arns) {
    const described = await ended(server, arn);
    check(described.status === "SUCCEEDED" && described.output === OUTPUT, `${arn} is ${described.status} with ${described.output}`);
    await checkHistory(server, arn);
    finished.set(arn, described);
  }
  roundMs = Math.round(performance.now() - from);
  console.log(`round ${round + 1}: ${roundMs} ms, ${megabytes(server)} MB`);
}
const running = [];
await new Promise((kill) => {
  // In the middle of what such a round takes.
  setTimeout(kill, roundMs / 2);
  for (let index = 0; index < executions; index++) {
    const request = { stateMachineArn, name: `order-killed-${index}`, input: INPUT };
    const run = async () => {
      const { executionArn } = await call(server, "StartExecution", request);
      running.push(executionArn);
      finished.set(executionArn, await ended(server, executionArn));
    };
    run().catch(() => {});
  }
});
server.child.kill("SIGKILL");
await once(server.child, "close");
const journal = statSync(join(folder, "data/step-functions.jsonl"));
console.log(
  `killed with ${finished.size} seen to end and ${running.length} started; the journal has ${Math.round(journal.size / 1024)} KiB`,
);
server = await startServer();
let aborted = 0;
for (const arn of new Set([...finished.keys(), ...running])) {
  const described = await call(server, "DescribeExecution", { executionArn: arn });
  if (finished.has(arn)) check(JSON.stringify(described) === JSON.stringify(finished.get(arn)), `${arn} is not what it was`);
  if (described.status === "SUCCEEDED") await checkHistory(server, arn);
  else {
    check(described.status === "ABORTED" && described.error === "SagaCli.Restarted", `${arn} is ${described.status}`);
    aborted += 1;
  }
}
console.log(`restarted: ${finished.size} intact, ${aborted} aborted by the restart`);
server.child.kill("SIGTERM");
const [code] = await once(server.child, "close");
check(code === 0, `the server ended with ${code}`);
rmSync(folder, { recursive: true });
console.log("OK");
