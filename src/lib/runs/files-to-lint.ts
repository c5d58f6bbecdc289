import { dirname, relative } from "node:path";
import type { Files } from "../base/ports.ts";
import type { Config } from "../config/config.ts";
import { ignoreRules } from "../definition/gitignore.ts";
import { checkLevels } from "../rules/levels.ts";
import { configFinder } from "./config-finder.ts";
import type { FileToLint } from "./lint-file.ts";
import type { LintRequest } from "./lint-files.ts";
import type { LintTarget } from "./lint-targets.ts";
import { lintTargets } from "./lint-targets.ts";

/** The files that a request is about, each with the config that holds for it, in the order of their names; those that a config ignores are left out. */
export async function* filesToLint(
  files: Files,
  cwd: string,
  request: Pick<LintRequest, "paths" | "config" | "levels" | "coverage">,
): AsyncGenerator<FileToLint & LintTarget> {
  const levels = checkLevels(request.levels ?? {}, "--rule");
  const configOf = configFinder(files, cwd, request.config);
  for (const target of await lintTargets(files, cwd, request.paths)) {
    const config = await configOf(dirname(target.path));
    if (!(await isIgnored(config, target.path))) yield { ...target, cwd, levels, config, coverage: request.coverage ?? false };
  }
}

async function isIgnored({ root, lint }: Config, path: string): Promise<boolean> {
  if (lint.ignore.length === 0) return false;
  const below = relative(root, path).replaceAll("\\", "/");
  return !below.startsWith("..") && (await ignoreRules(lint.ignore.join("\n"))).ignores(below);
}
