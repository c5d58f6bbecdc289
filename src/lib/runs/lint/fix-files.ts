import type { Severity } from "../../base/diagnostic.ts";
import type { Files } from "../../base/ports.ts";
import { filesToLint } from "./files-to-lint.ts";
import { fixOnce } from "./fix-once.ts";
import type { AppliedFix } from "./fix-once.ts";
import type { LintRequest } from "./lint-files.ts";
import { overlayFiles } from "./overlay-files.ts";
import { shownFrom } from "../shown-from.ts";

/** What `--fix` makes of one file. */
export interface FixedFile {
  /** Absolute. */
  readonly path: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly fixes: readonly AppliedFix[];
}

/** A fix may give room to another; more rounds than this are no work of a person's file. */
const MAX_ROUNDS = 10;

/**
 * Makes the fixes of findings of these severities, as edits that leave the rest of each file as it is, and gives the files that change;
 * writes none of them. A change whose text does not read as exactly what it is to be is not made.
 */
export async function fixFiles(
  files: Files,
  cwd: string,
  request: LintRequest,
  severities: readonly Severity[],
): Promise<readonly FixedFile[]> {
  const overlay = overlayFiles(files);
  const fixes: AppliedFix[] = [];
  for await (const toLint of filesToLint(files, cwd, request)) {
    const hopeless = new Set<string>();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const { edited, applied } = await fixOnce(overlay, toLint, { severities, machine: request.machine, hopeless });
      if (applied.length === 0) break;
      for (const [path, text] of edited) overlay.write(path, text);
      fixes.push(...applied);
    }
  }
  return [...overlay.written].map(([path, after]) => ({
    path,
    file: shownFrom(cwd, path),
    before: files.read(path) ?? "",
    after,
    fixes: fixes.filter((fix) => fix.path === path),
  }));
}
