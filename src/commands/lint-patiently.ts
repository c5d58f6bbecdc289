import { lintFile } from "../lib/runs/lint/lint-file.ts";
import type { Io } from "./io.ts";

/** In bytes of definitions: what is done before V8 could optimise much of it. */
const LITTLE = 50_000;

/**
 * Lints file by file, and has V8 optimise later where there is more than a little to lint. The work is spread over hundreds of functions
 * and done in a fraction of a second: on two cores, as pipelines have them, V8's compiling threads take a fifth of that time
 * and are done when it is over. What stays hot is optimised all the same.
 */
export function lintPatiently({ optimiseLater }: Pick<Io, "optimiseLater">): typeof lintFile {
  let bytes = 0;
  return (files, target) => {
    const before = bytes;
    bytes += files.size(target.path);
    if (before <= LITTLE && bytes > LITTLE) optimiseLater();
    return lintFile(files, target);
  };
}
