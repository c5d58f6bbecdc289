import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Files } from "../base/ports.ts";
import type { SourceText } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import type { CarrierFile, Neighbour } from "./carrier.ts";
import { parseWithTokens } from "./parse-with-tokens.ts";
import { isInside, projectFolder } from "./project-folder.ts";
import { readText } from "./read-text.ts";
import type { Substitutions } from "./tokens.ts";

/** Where a carrier's files come from. */
export interface CarrierWorld {
  readonly files: Files;
  readonly substitutions: Substitutions;
  /** Absolute; bounds what may be read where neither a repository nor a config does. */
  readonly cwd?: string | undefined;
}

/** The file at an absolute path, as a carrier reads it. */
export function carrierFile(world: CarrierWorld, path: string, source: SourceText): CarrierFile {
  let tree: Promise<ParsedText> | undefined;
  const neighbours = new Map<string, Neighbour>();
  const folders = new Map<string, readonly string[]>();
  return {
    source,
    substitutions: world.substitutions,
    tree: () => (tree ??= parseWithTokens(source)),
    neighbour(named) {
      const known = neighbours.get(named) ?? neighbourOf(world, path, source.file, named);
      neighbours.set(named, known);
      return known;
    },
    folder(named = ".") {
      const known = folders.get(named) ?? namesIn(world, path, named);
      folders.set(named, known);
      return known;
    },
  };
}

function namesIn({ files, cwd }: CarrierWorld, path: string, named: string): readonly string[] {
  const folder = resolve(dirname(path), named);
  const isOurs = folder === dirname(path) || isInside(projectFolder(files, path, cwd), folder);
  return isOurs && files.isDirectory(folder) ? files.list(folder) : [];
}

function neighbourOf(world: CarrierWorld, path: string, shownAs: string, named: string): Neighbour {
  const { files, cwd } = world;
  const target = resolve(dirname(path), named);
  const project = projectFolder(files, path, cwd);
  if (!isInside(project, target))
    return { problem: "leads out of the project, and is not read", hint: `Files are read from ${project} only.` };
  if (!files.exists(target)) return { problem: "does not exist" };
  if (files.isDirectory(target)) return { problem: "is a folder" };
  const text = readText(files, target) ?? "";
  if (text instanceof UserError) return { problem: text.message.replace(/^It /, "") };
  const file = isAbsolute(named) ? target : join(dirname(shownAs), named);
  return { file: carrierFile(world, target, { file, text }) };
}
