import type { Severity } from "../lib/base/diagnostic.ts";
import { fixDiff } from "../lib/reporters/fix-diff.ts";
import { fixText } from "../lib/reporters/fix-text.ts";
import { fixFiles } from "../lib/runs/lint/fix-files.ts";
import type { LintRequest } from "../lib/runs/lint/lint-files.ts";
import type { Io } from "./io.ts";
import { styleFor } from "./style-for.ts";

/** Fixes files and says so on stderr, or prints the changes as a diff and makes none; gives the new texts by absolute path. */
export async function fixAction(
  request: LintRequest,
  severities: readonly Severity[],
  { dryRun }: { readonly dryRun: boolean },
  io: Io,
): Promise<ReadonlyMap<string, string>> {
  const fixed = await fixFiles(io.files, io.cwd, request, severities);
  if (dryRun) io.stdout.write(await fixDiff(fixed));
  else {
    for (const { path, after } of fixed) io.files.write(path, after);
    io.stderr.write(fixText(fixed, await styleFor(io.stderr, io.env)));
  }
  return new Map(fixed.map(({ path, after }) => [path, after]));
}
