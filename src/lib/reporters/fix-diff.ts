import type { FixedFile } from "../runs/lint/fix-files.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** What fixes change, as a unified diff that `patch` and `git apply` take. */
export async function fixDiff(files: readonly FixedFile[]): Promise<string> {
  const diffs = files.map(({ file, before, after }) =>
    unifiedDiff({ name: `a/${file}`, text: before }, { name: `b/${file}`, text: after }),
  );
  return (await Promise.all(diffs)).join("");
}
