// Linting, against a Node that does nothing and against two validators, which look for neither sagas nor places.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { measurePairs } from "./pairs.js";
import { programMemory } from "./program-memory.js";

const program = join(import.meta.dirname, "../bin/saga-cli.js");
const once = join(import.meta.dirname, "lint-within.js");
const order = readFileSync(join(import.meta.dirname, "../fixtures/order-processing/order.asl.json"), "utf8");
const FILES = 150;
const STATES = 10_000;
const MEMORY_MIB = 120;

/** Figures in ms: one file and a large one as whole processes, many files as work within one process, and for comparison as whole ones and in a process that goes on. */
export async function* lint(pairs) {
  const folder = mkdtempSync(join(tmpdir(), "saga-cli-bench-"));
  try {
    const { one, many, large } = writeFiles(folder);
    const within = (tool, times) => () => run([once, tool, many, times]).ms;
    const whole = (args) => () => timed(args);
    const few = Math.min(pairs, 3);
    const validator = createRequire(import.meta.url).resolve("asl-validator/dist/bin/asl-validator.js");
    yield {
      name: "lint: one JSON file / node -e 0",
      ...(await figures(pairs, "at most", 1.4, whole([program, "lint", one]), whole(["-e", "0"]))),
    };
    const service = "amazon-states-language-service";
    yield { name: `lint: ${FILES} files: ${service}`, ...(await figures(pairs, "at least", 2, within(service, 1), within("saga-cli", 1))) };
    yield {
      name: `lint: ${FILES} files: its whole process`,
      ...(await figures(pairs, undefined, undefined, whole([once, service, many, 1]), whole([program, "lint", many]))),
    };
    yield {
      name: `lint: ${FILES} files: its tenth time`,
      ...(await figures(few, undefined, undefined, within(service, 10), within("saga-cli", 10))),
    };
    yield {
      name: `lint: ${FILES} files: asl-validator`,
      ...(await figures(few, "at least", 40, within("asl-validator", 1), within("saga-cli", 1))),
    };
    yield {
      name: `lint: ${STATES} states: asl-validator`,
      ...(await figures(few, "at least", 4, whole([validator, "--json-path", large]), whole([program, "lint", large]))),
    };
    const mib = await programMemory(["lint", many]);
    yield {
      name: `lint: memory of ${FILES} files`,
      unit: "MiB",
      target: "at most",
      limit: 1,
      ratio: mib / MEMORY_MIB,
      subject: mib,
      base: MEMORY_MIB,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function figures(pairs, target, limit, subject, base) {
  return { unit: "ms", target, limit, ...(await measurePairs(pairs, subject, base)) };
}

function writeFiles(folder) {
  const many = join(folder, "many");
  const one = join(folder, "one/order.asl.json");
  const large = join(folder, "large/large.asl.json");
  for (const path of [many, dirname(one), dirname(large)]) mkdirSync(path);
  writeFileSync(one, order);
  writeFileSync(large, JSON.stringify(largeMachine(), null, 2));
  for (let i = 0; i < FILES; i += 1) writeFileSync(join(many, `order-${i}.asl.json`), order.replaceAll("Inventory", `Inventory${i}`));
  return { one, many, large };
}

/** A chain of tasks, each with a timeout, a Retry and a Catch. */
function largeMachine() {
  const state = (index) => ({
    Type: "Task",
    Resource: `arn:aws:lambda:us-east-1:123456789012:function:step-${index}`,
    TimeoutSeconds: 10,
    Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2 }],
    Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "Failed" }],
    ...(index === STATES - 2 ? { End: true } : { Next: `Step${index + 1}` }),
  });
  const chain = Array.from({ length: STATES - 1 }, (_, index) => [`Step${index}`, state(index)]);
  return { StartAt: "Step0", States: { ...Object.fromEntries(chain), Failed: { Type: "Fail" } } };
}

/** A process's whole time; findings (exit code 1) are no failure. */
function timed(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0 && status !== 1) throw new Error(`node ${args.join(" ")} exited with ${status}: ${stderr}`);
  return performance.now() - start;
}

function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} exited with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}
