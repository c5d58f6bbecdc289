// How much memory the program takes, as a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const program = join(import.meta.dirname, "../bin/saga-cli.js");

/**
 * The most memory that `saga-cli ARGV` had, in MiB; findings (exit code 1) are no failure.
 *
 * @param {readonly string[]} argv
 * @returns {Promise<number>}
 */
export async function programMemory(argv) {
  const code = `process.on("exit", () => process.stderr.write("\\n" + process.resourceUsage().maxRSS)); require(${JSON.stringify(program)});`;
  const child = spawn(process.execPath, ["-e", code, "saga-cli", ...argv], { stdio: ["ignore", "ignore", "pipe"] });
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (status !== 0 && status !== 1) throw new Error(`saga-cli ${argv.join(" ")} exited with ${status}: ${stderr}`);
  const kib = Number(stderr.split("\n").at(-1));
  if (!(kib > 0)) throw new Error(`saga-cli ${argv.join(" ")} told no memory: ${stderr}`);
  return kib / 1024;
}
