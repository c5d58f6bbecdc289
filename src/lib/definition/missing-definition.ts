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
  return new UserError(`${shownAs} does not exist`, nearHint(files, path, shownAs), location);
}

function nearHint(files: Files, path: string, shownAs: string): string {
  const folder = dirname(path);
  const shownFolder = dirname(shownAs);
  if (!files.isDirectory(folder)) return `There is no folder ${shownFolder} either.`;
  const candidates = files.list(folder).filter((name) => /\.(json|ya?ml|tf)$/i.test(name));
  const near = nearNames(basename(path), candidates).map((name) => join(shownFolder, name));
  if (near.length > 0) return `Did you mean ${near.join(" or ")}?`;
  const definitions = definitionsIn(files, folder, shownFolder);
  return definitions.length === 0 ? `There is no definition in ${shownFolder}.` : `Definitions there: ${definitions.join(", ")}.`;
}

function definitionsIn(files: Files, folder: string, shownFolder: string): readonly string[] {
  return files
    .list(folder)
    .filter((name) => /\.asl\.(json|ya?ml)$/i.test(name))
    .map((name) => join(shownFolder, name));
}
