import { dirname, join } from "node:path";
import { isTerraform } from "./is-terraform.ts";

/** A .tf file and the folders (absolute) of the modules that it calls. */
export interface ModuleCaller {
  readonly path: string;
  readonly modules: readonly string[];
}

const LOCAL_SOURCE = /(?:^|\{)[ \t]*"?source"?[ \t]*[=:][ \t]*"(\.{1,2}\/[^"$]*)"/gm;

/** The modules of folders nearby that a .tf file (absolute path) calls, by a glance at its text. */
export function moduleCaller(path: string, text: string): ModuleCaller {
  return { path, modules: Array.from(text.matchAll(LOCAL_SOURCE), ([, source = ""]) => join(dirname(path), source, ".")) };
}

/** The callers that lead to one of these files, if only through one another. */
export function leadingTo(files: readonly string[], callers: readonly ModuleCaller[]): readonly string[] {
  const folders = new Set(files.filter(isTerraform).map((file) => dirname(file)));
  const leading = callers.filter(({ modules }) => modules.some((module) => folders.has(module)));
  if (leading.length === 0) return [];
  const others = callers.filter((caller) => !leading.includes(caller));
  const paths = leading.map(({ path }) => path);
  return [...paths, ...leadingTo(paths, others)];
}
