// How long whole processes take, against a Node that does nothing.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { measurePairs } from "./pairs.js";

const program = join(import.meta.dirname, "../bin/saga-cli.js");
const folder = join(import.meta.dirname, "../fixtures/order-processing");

/** Figures in ms: `--help`, and `run` of the order saga with its real handlers and tables. */
export async function* startUp(pairs) {
  const nothing = () => processTime(["-e", "0"], "");
  const help = () => processTime([program, "--help"], "Usage:");
  const run = () => processTime([program, "run", "order.asl.json"], "committed");
  yield { name: "start-up: --help", target: "at most", limit: 1.25, unit: "ms", ...(await measurePairs(pairs, help, nothing)) };
  yield { name: "start-up: run order.asl.json", target: "at most", limit: 6, unit: "ms", ...(await measurePairs(pairs, run, nothing)) };
}

function processTime(args, expected) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const took = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(" ")} exited with ${status}: ${stderr}`);
  if (!stdout.includes(expected)) throw new Error(`node ${args.join(" ")} did not print "${expected}"; is dist/ up to date?`);
  return took;
}
