import { resolve } from "node:path";
import type { Files } from "../../base/ports.ts";
import type { Config } from "../../config/config.ts";
import { defaultConfig, findConfig, loadConfig } from "../../config/load-config.ts";
import { checkLevels } from "../../rules/levels.ts";
import { shownFrom } from "../shown-from.ts";

/** Gives the config that holds for a folder (absolute): one that was named, else the nearest upwards; each is read once. */
export function configFinder(files: Files, cwd: string, named: string | undefined): (folder: string) => Promise<Config> {
  const read = new Map<string, Promise<Config>>();
  const nearest = new Map<string, string | null>();
  const configAt = (folder: string): string | null => (named === undefined ? findConfig(files, folder) : resolve(cwd, named));
  return (folder) => {
    const known = nearest.get(folder);
    const file = known === undefined ? configAt(folder) : known;
    nearest.set(folder, file);
    // Without a config, paths start from the working folder.
    const config = read.get(file ?? "") ?? (file === null ? Promise.resolve(defaultConfig(cwd)) : readConfig(files, cwd, file));
    read.set(file ?? "", config);
    return config;
  };
}

async function readConfig(files: Files, cwd: string, file: string): Promise<Config> {
  const config = await loadConfig(files, file, shownFrom(cwd, file));
  checkLevels(config.lint.rules, `${shownFrom(cwd, file)}: lint.rules`);
  return config;
}
