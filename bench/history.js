// A history as long as AWS allows, with large payloads: judging it against JSON.parse of the same file, and the memory that judging and
// exporting take.
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as read } from "node:stream/consumers";
import { diskFiles, historyToAws, readHistory, resolveMachine, runMachine, verifyHistory } from "../dist/lib/index.js";
import { measurePairs } from "./pairs.js";
import { programMemory } from "./program-memory.js";

const ITEMS = 1784;
const LARGE = 100;
const LARGE_BYTES = 200 * 1024;
const MEMORY_MIB = 300;
/** AWS ends a page before it gets large. */
const PAGE = 500;

const task = (name, more) => ({ Type: "Task", Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`, ...more });
const forEach = (state, more, next) => ({
  Type: "Map",
  ItemsPath: "$.items",
  ItemProcessor: { StartAt: state, States: { [state]: task(state.toLowerCase(), { ResultSelector: { "id.$": "$.id" }, ...more }) } },
  ResultPath: null,
  ...next,
});
/** Every item is reserved, the payment fails, and every item is released. */
const DEFINITION = {
  StartAt: "ReserveAll",
  States: {
    ReserveAll: forEach("Reserve", { End: true }, { Next: "Charge" }),
    Charge: task("charge", { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: "ReleaseAll" }], End: true }),
    ReleaseAll: forEach("Release", { Retry: [{ ErrorEquals: ["States.ALL"] }], End: true }, { Next: "OrderFailed" }),
    OrderFailed: { Type: "Fail", Error: "OrderFailed" },
  },
};
const CONFIG = {
  machines: {
    order: {
      definition: "order.asl.json",
      saga: true,
      steps: { Reserve: { compensations: ["Release"], key: "$.id" }, Release: { key: "$.id" } },
    },
  },
};

/** Figures in ms and in MiB. */
export async function* history(pairs) {
  const folder = mkdtempSync(join(tmpdir(), "saga-cli-bench-"));
  const file = join(folder, "history.json");
  try {
    writeFileSync(join(folder, "order.asl.json"), JSON.stringify(DEFINITION));
    writeFileSync(join(folder, "saga.config.yaml"), JSON.stringify(CONFIG));
    const resolved = await resolveMachine(diskFiles, folder, { target: "order" });
    const events = historyToAws(runMachine({ machine: resolved.machine, input: { items: items() }, perform }).events);
    const text = JSON.stringify({ events });
    writeFileSync(file, text);
    const verify = () => verifyHistory(readHistory(text, file), resolved, {}).verdict.outcome;
    if (verify() !== "compensated") throw new Error(`the verdict is ${verify()}`);
    const name = `history: verify ${Math.round(text.length / 2 ** 20)} MiB / JSON.parse`;
    const parse = () => JSON.parse(text);
    yield { name, target: "at most", limit: 6, unit: "ms", ...(await measurePairs(pairs, timeOf(verify), timeOf(parse))) };
    const config = join(folder, "saga.config.yaml");
    yield memory(
      "history: memory of verify",
      await programMemory(["history", "verify", "--history", file, "--definition", "order", "--config", config]),
    );
    const server = await serve(events);
    try {
      const arn = "arn:aws:states:us-east-1:123456789012:execution:order:o-1001";
      const out = ["--out", join(folder, "export.json"), "--endpoint-url", `http://127.0.0.1:${server.address().port}`];
      yield memory("history: memory of export", await programMemory(["history", "export", arn, ...out]));
    } finally {
      server.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function memory(name, mib) {
  return { name, unit: "MiB", target: "at most", limit: 1, ratio: mib / MEMORY_MIB, subject: mib, base: MEMORY_MIB };
}

function items() {
  return Array.from({ length: ITEMS }, (_, index) => ({ id: `item-${index}` }));
}

/** A hundred items have a long answer. */
function perform({ state, parameters }) {
  if (state === "Charge") return { type: "failed", error: "CardDeclined" };
  const { id } = parameters;
  const isLarge = state === "Reserve" && Number(id.slice(5)) < LARGE;
  return { type: "succeeded", output: { id, ...(isLarge ? { label: "x".repeat(LARGE_BYTES) } : {}) } };
}

/** GetExecutionHistory and nothing else. */
async function serve(events) {
  const server = createServer(async (request, response) => {
    const { nextToken = "0" } = JSON.parse(await read(request));
    const from = Number(nextToken);
    const more = from + PAGE < events.length ? { nextToken: String(from + PAGE) } : {};
    response.setHeader("Content-Type", "application/x-amz-json-1.0");
    const page = events.slice(from, from + PAGE).map(({ timestamp, ...event }) => ({ ...event, timestamp: Date.parse(timestamp) / 1000 }));
    response.end(JSON.stringify({ events: page, ...more }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function timeOf(work) {
  return () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
}
