import { dirname, isAbsolute, join, relative } from "node:path";
import type { Files } from "../base/ports.ts";

/**
 * The folder that holds everything a definition (absolute path) may name:
 * that of its repository, else that of the nearest saga.config.yaml, else the working folder, else its own.
 */
export function projectFolder(files: Files, path: string, cwd?: string): string {
  const folder = dirname(path);
  const above = folderWith(files, folder, [".git"]) ?? folderWith(files, folder, ["saga.config.yaml", "saga.config.yml"]);
  if (above !== undefined) return above;
  return cwd !== undefined && isInside(cwd, path) ? cwd : folder;
}

/** Whether a path (absolute) stands in a folder, however deep. */
export function isInside(folder: string, path: string): boolean {
  const away = relative(folder, path);
  return away !== ".." && !/^\.\.[\\/]/.test(away) && !isAbsolute(away);
}

function folderWith(files: Files, start: string, names: readonly string[]): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (names.some((name) => files.exists(join(folder, name)))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
