import { basename, dirname, join } from "node:path";
import { nearNames } from "../base/near-names.ts";
import type { Files } from "../base/ports.ts";
import { UserError } from "../base/user-error.ts";

/** The error for a path that is no file: names the files near it that may have been meant. */
export function missingDefinition(files: Files, path: string, shownAs: string): UserError {
  const location = { file: shownAs };
  if (files.isDirectory(path)) {
    const found = definitionsIn(files, path, shownAs);
    const hint = found.length === 0 ? "Name a definition file" : `Name one of its definitions (${found.join(", ")})`;
    return new UserError(`${shownAs} is a folder, not a definition`, `${hint}, or put a saga.config.yaml into it.`, location);
  }
  const problem = isLink(files, path) ? "is a link to what does not exist" : "does not exist";
  return new UserError(`${shownAs} ${problem}`, nearHint(files, path, shownAs), location);
}

/** It does not exist, but stands in its folder. */
function isLink(files: Files, path: string): boolean {
  return files.isDirectory(dirname(path)) && files.list(dirname(path)).includes(basename(path));
}

function nearHint(files: Files, path: string, shownAs: string): string {
  const folder = dirname(path);
  const shownFolder = dirname(shownAs);
  if (/[*?]/.test(shownAs)) return "Patterns are for the shell to fill in. Name a folder, and the definitions in it are found.";
  if (!files.isDirectory(folder)) return `There is no folder ${shownFolder} either.`;
  const candidates = filesIn(files, folder).filter((name) => /\.(json|ya?ml|tf|asl)$/i.test(name));
  const near = nearNames(basename(path), candidates).map((name) => join(shownFolder, name));
  const meant = near.length > 0 ? near : namesakes(files, path, shownFolder);
  if (meant.length > 0) return `Did you mean ${meant.join(" or ")}?`;
  const definitions = definitionsIn(files, folder, shownFolder);
  const place = shownFolder === "." ? "this folder" : shownFolder;
  return definitions.length === 0
    ? `No file in ${place} has a name like it.`
    : `No file in ${place} has a name like it. Definitions there: ${definitions.join(", ")}.`;
}

/** More names than a person reads. */
const MAX_NAMES = 8;
/** More folders than a message is worth looking into. */
const MAX_FOLDERS = 200;

/** Files of that very name in the folders beside. */
function namesakes(files: Files, path: string, shownFolder: string): readonly string[] {
  const folders = files
    .entries(dirname(path))
    .filter(({ name, type }) => type === "folder" && !name.startsWith(".") && name !== "node_modules");
  return folders
    .slice(0, MAX_FOLDERS)
    .filter(({ name }) => files.exists(join(dirname(path), name, basename(path))))
    .slice(0, 3)
    .map(({ name }) => join(shownFolder, name, basename(path)));
}

function definitionsIn(files: Files, folder: string, shownFolder: string): readonly string[] {
  return filesIn(files, folder)
    .filter((name) => /\.asl(\.(json|ya?ml))?$/i.test(name))
    .slice(0, MAX_NAMES)
    .map((name) => join(shownFolder, name));
}

/** Folders and links to nothing may be named like files. */
function filesIn(files: Files, folder: string): readonly string[] {
  const isFile = (path: string): boolean => files.exists(path) && !files.isDirectory(path);
  return files
    .entries(folder)
    .flatMap(({ name, type }) => (type === "file" || (type === "link" && isFile(join(folder, name))) ? [name] : []));
}
