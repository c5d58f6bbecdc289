import { dirname, relative } from "node:path";
import type { Files } from "../../base/ports.ts";
import type { Config } from "../../config/config.ts";
import type { IgnoreRules } from "../../definition/gitignore.ts";
import { ignoreRules } from "../../definition/gitignore.ts";
import { checkLevels } from "../../rules/levels.ts";
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
  const isIgnored = ignoring();
  for (const target of await lintTargets(files, cwd, request.paths)) {
    const config = await configOf(dirname(target.path));
    if (config.lint.ignore.length > 0 && (await isIgnored(config, target.path))) continue;
    yield { ...target, cwd, levels, config, coverage: request.coverage ?? false };
  }
}

/** Tells which files their configs ignore; the rules of each config are read once. */
function ignoring(): (config: Config, path: string) => Promise<boolean> {
  const rules = new Map<Config, Promise<IgnoreRules>>();
  return async (config, path) => {
    const ofConfig = rules.get(config) ?? ignoreRules(config.lint.ignore.join("\n"));
    rules.set(config, ofConfig);
    const below = relative(config.root, path).replaceAll("\\", "/");
    return !below.startsWith("..") && (await ofConfig).ignores(below);
  };
}
