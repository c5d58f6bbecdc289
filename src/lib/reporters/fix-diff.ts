import type { FixedFile } from "../runs/lint/fix-files.ts";

/** What fixes change, as a unified diff that `patch` and `git apply` take. */
export async function fixDiff(files: readonly FixedFile[]): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  return files
    .map(({ file, before, after }) => createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 }))
    .map((patch) => patch.replace(/^=+\n/, ""))
    .join("");
}
