// npm run bench [-- --pairs N]: figures, not a gate; the exit code is 0 whatever they are.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { pairs: { type: "string", default: "25" } } });
const pairs = Number(values.pairs);
const benchmarks = [
  { against: "node -e 0", load: async () => (await import("./start-up.js")).startUp },
  { against: "JSON.stringify of the same history", load: async () => (await import("./long-history.js")).longHistory },
  { against: "what each line names", load: async () => (await import("./history.js")).history },
  { against: "a bare round trip to the same server", load: async () => (await import("./server.js")).server },
  { against: "what each line names", load: async () => (await import("./lint.js")).lint },
  { against: "aws-local-stepfunctions", load: async () => (await import("./executions.js")).executions },
];

// What the program's earlier starts compiled is kept from one to the next, and what this person's have kept is another in every home.
const cache = mkdtempSync(join(tmpdir(), "saga-cli-bench-cache-"));
process.on("exit", () => rmSync(cache, { recursive: true }));
Object.assign(process.env, { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache });

if (!Number.isInteger(pairs) || pairs < 1) console.log(`--pairs is a whole number from 1, not ${values.pairs}.`);
else if (!existsSync(join(import.meta.dirname, "../dist/lib"))) console.log("dist/ is missing: run `npm run build` first.");
else for (const { against, load } of benchmarks) await print(against, await load());

async function print(against, benchmark) {
  console.log(`Against ${against}, medians of ${pairs} interleaved pairs:`);
  try {
    for await (const figures of benchmark(pairs)) console.log(line(figures));
  } catch (error) {
    console.log(`  could not be measured: ${error.message}`);
  }
}

function line({ name, ratio, subject, base, unit, target, limit }) {
  const goal =
    target === undefined ? "" : `${target} ${limit} ×: ${(target === "at most" ? ratio <= limit : ratio >= limit) ? "met" : "missed"}`;
  return `  ${name.padEnd(30)} ${ratio.toFixed(2).padStart(7)} ×  ${goal.padEnd(22)} ${figure(subject)} against ${figure(base)} ${unit}`;
}

function figure(value) {
  return value.toFixed(value < 100 ? 1 : 0);
}
