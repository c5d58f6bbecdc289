import { resolve } from "node:path";
import type { Files } from "../../base/ports.ts";
import { discoverDefinitions } from "../../definition/discover-definitions.ts";
import { missingDefinition } from "../../definition/missing-definition.ts";
import { shownFrom } from "../shown-from.ts";

/** A file to lint. */
export interface LintTarget {
  /** Absolute. */
  readonly path: string;
  readonly shownAs: string;
  /** Whether the person named it; otherwise it was found, and may hold no machine. */
  readonly named: boolean;
}

/** The files behind the paths that a person names: files themselves, and definitions in folders; without paths, those in the working folder. */
export async function lintTargets(files: Files, cwd: string, paths: readonly string[]): Promise<readonly LintTarget[]> {
  const targets = new Map<string, LintTarget>();
  for (const named of paths.length === 0 ? ["."] : paths) {
    const path = resolve(cwd, named);
    if (!files.exists(path)) throw missingDefinition(files, path, named);
    const found = files.isDirectory(path)
      ? (await discoverDefinitions(files, path)).map((file) => ({ path: file, shownAs: shownFrom(cwd, file), named: false }))
      : [{ path, shownAs: shownFrom(cwd, path), named: true }];
    for (const target of found) if (!targets.has(target.path)) targets.set(target.path, target);
  }
  return [...targets.values()].sort((a, b) => (a.shownAs < b.shownAs ? -1 : 1));
}
