import { setFlagsFromString } from "node:v8";
import { lintFile } from "../lib/runs/lint/lint-file.ts";

/** In bytes of definitions: what is done before V8 could optimise much of it. */
const LITTLE = 50_000;
/** In bytes of bytecode that a function runs through before V8 looks whether to optimise it; 67,584 where nobody says otherwise; bench/lint-within.js has the same. */
const INTERRUPT_BUDGET = 500_000;

/**
 * Lints file by file, and has V8 optimise later where there is more than a little to lint. The work is spread over hundreds of functions
 * and done in a fraction of a second: on two cores, as pipelines have them, V8's compiling threads take a fifth of that time
 * and are done when it is over. What stays hot is optimised all the same.
 */
export function lintPatiently(): typeof lintFile {
  let bytes = 0;
  return (files, target) => {
    const before = bytes;
    bytes += files.size(target.path);
    if (before <= LITTLE && bytes > LITTLE) setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
    return lintFile(files, target);
  };
}
