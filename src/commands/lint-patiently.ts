import { setFlagsFromString } from "node:v8";
import { lintFile } from "../lib/runs/lint/lint-file.ts";

/** Below this, in bytes of definitions, V8 has no time to optimise much. */
const LARGE = 50_000;

/**
 * Lints file by file; once there is more than a little of it, V8 is told to optimise only what runs seven times as long as it would ask for.
 * The work is spread over hundreds of functions and done in a fraction of a second: on machines of two cores, as pipelines have them,
 * the compiler's threads take a quarter of it, and what they make comes too late. What is really hot is optimised all the same.
 */
export function lintPatiently(): typeof lintFile {
  let bytes = 0;
  return (files, target) => {
    const before = bytes;
    bytes += files.size(target.path);
    // Bytes of bytecode; 67,584 in Node 20.
    if (before < LARGE && bytes >= LARGE) setFlagsFromString("--interrupt-budget=500000");
    return lintFile(files, target);
  };
}
