import { dirname } from "node:path";
import type { Files } from "../base/ports.ts";
import { checkLevels } from "../rules/levels.ts";
import { configFinder } from "./config-finder.ts";
import type { FileToLint } from "./lint-file.ts";
import type { LintRequest } from "./lint-files.ts";
import type { LintTarget } from "./lint-targets.ts";
import { lintTargets } from "./lint-targets.ts";

/** The files that a request is about, each with the config that holds for it, in the order of their names. */
export async function* filesToLint(files: Files, cwd: string, request: LintRequest): AsyncGenerator<FileToLint & LintTarget> {
  const levels = checkLevels(request.levels ?? {}, "--rule");
  const configOf = configFinder(files, cwd, request.config);
  for (const target of lintTargets(files, cwd, request.paths)) {
    yield { ...target, cwd, levels, config: await configOf(dirname(target.path)) };
  }
}
