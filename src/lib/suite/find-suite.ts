import { join, resolve } from "node:path";
import type { Files } from "../base/ports.ts";
import { defaultConfig, findConfig, loadConfig } from "../config/load-config.ts";
import { machinesOf } from "../config/machine-for.ts";
import type { MachineReference } from "../runs/machine/locate-machine.ts";
import { configFile } from "../runs/machine/locate-machine.ts";
import { shownFrom } from "../runs/shown-from.ts";
import { isScenarioFile } from "./scenario-file-name.ts";

/** What is tested: scenario files by their absolute paths, and machines that were named by themselves. */
export interface FoundSuite {
  readonly scenarioFiles: readonly string[];
  readonly machines: readonly MachineReference[];
}

/** Finds what the targets name: scenario files, folders, definitions and machines of the config; without any, the working folder. */
export async function findSuite(files: Files, cwd: string, targets: readonly string[], config?: string): Promise<FoundSuite> {
  const found = await Promise.all((targets.length === 0 ? ["."] : targets).map((target) => findTarget(files, cwd, target, config)));
  return {
    scenarioFiles: [...new Set(found.flatMap(({ scenarioFiles }) => scenarioFiles))],
    machines: found.flatMap(({ machines }) => machines),
  };
}

async function findTarget(files: Files, cwd: string, target: string, config: string | undefined): Promise<FoundSuite> {
  const path = resolve(cwd, target);
  const reference = { target, config };
  if (isScenarioFile(target)) return { scenarioFiles: [path], machines: [] };
  if (files.isDirectory(path))
    return { scenarioFiles: scenarioFilesIn(files, path), machines: await machinesIn(files, cwd, path, reference) };
  return { scenarioFiles: [], machines: await machinesWith(files, cwd, path, reference) };
}

/** Scenario files of a folder, however deep, in the order of their names. */
function scenarioFilesIn(files: Files, folder: string): readonly string[] {
  return [...files.list(folder)].sort().flatMap((name) => {
    const path = join(folder, name);
    if (name.startsWith(".") || name === "node_modules") return [];
    if (files.isDirectory(path)) return scenarioFilesIn(files, path);
    return isScenarioFile(name) ? [path] : [];
  });
}

/** The machines of the config that lies in the folder or above it, as far as their definitions lie in the folder. */
async function machinesIn(files: Files, cwd: string, folder: string, reference: MachineReference): Promise<readonly MachineReference[]> {
  const file = reference.config === undefined ? findConfig(files, folder) : resolve(cwd, reference.config);
  if (file === null) return [];
  const { machines } = await loadConfig(files, file, shownFrom(cwd, file));
  const from = reference.config ?? shownFrom(cwd, file);
  return Object.entries(machines).flatMap(([name, { definition }]) =>
    definition?.startsWith(`${folder}/`) ? [{ target: name, config: from }] : [],
  );
}

/** A definition under each of the names that the config gives it. */
async function machinesWith(files: Files, cwd: string, path: string, reference: MachineReference): Promise<readonly MachineReference[]> {
  const file = configFile(files, cwd, reference);
  const config = file === null ? defaultConfig(cwd) : await loadConfig(files, file, shownFrom(cwd, file));
  const names = machinesOf(config, path).map(({ name }) => name);
  return names.length < 2 ? [reference] : names.map((machine) => ({ ...reference, machine }));
}
