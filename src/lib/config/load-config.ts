import { dirname, join } from "node:path";
import type { Files } from "../base/ports.ts";
import type { SourceText } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";
import { valueOf } from "../source/node.ts";
import { parseYaml } from "../source/parse-yaml.ts";
import { problemsError } from "../source/problems-error.ts";
import type { Config } from "./config.ts";
import type { RawConfig } from "./read-config.ts";
import { readConfig } from "./read-config.ts";

const CONFIG_NAMES = ["saga.config.yaml", "saga.config.yml"];

/** The config that holds for a folder (absolute): its own, else the nearest above it; null where there is none. */
export function findConfig(files: Files, startDir: string): string | null {
  for (let folder = startDir; ; folder = dirname(folder)) {
    const found = CONFIG_NAMES.map((name) => join(folder, name)).find((file) => files.exists(file));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) return null;
  }
}

/** What holds where there is no saga.config.yaml; `root` is the working folder. */
export function defaultConfig(root: string): Config {
  return readConfig({}, root, null);
}

/**
 * Reads a config (`file` is absolute, `shownAs` is how messages name it).
 * Throws a UserError at the first problem, which lists all the others too.
 */
export async function loadConfig(files: Files, file: string, shownAs: string = file): Promise<Config> {
  const text = files.read(file);
  if (text === undefined)
    throw new UserError(`${shownAs} does not exist`, "Name a saga.config.yaml, or leave --config away.", { file: shownAs });
  const source: SourceText = { file: shownAs, text };
  const folder = dirname(file);
  const { root, diagnostics } = await parseYaml(source);
  const { configProblems } = await import("./config-problems.ts");
  const [first, ...others] = root === undefined || diagnostics.length > 0 ? diagnostics : configProblems(root, folder);
  if (first !== undefined) throw problemsError(source, first, others);
  return readConfig(root === undefined ? {} : (valueOf(root) as RawConfig), folder, file);
}
