import { join, resolve } from "node:path";
import type { Files } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import type { Config } from "../../config/config.ts";
import { defaultConfig, findConfig, loadConfig } from "../../config/load-config.ts";
import type { NamedMachine } from "../../config/machine-for.ts";
import { machineFor, machineNamed, machinesOf } from "../../config/machine-for.ts";
import { loadDefinitions } from "../../definition/load-definition.ts";
import { shownFrom } from "../shown-from.ts";

/** How a person names a machine. */
export interface MachineReference {
  /** DEF: a definition file or a folder with a saga.config.yaml; or NAME: a machine of the config. */
  readonly target: string;
  readonly machine?: string | undefined;
  /** A saga.config.yaml to use instead of the nearest one. */
  readonly config?: string | undefined;
  /** Values for tokens, over those of the config. */
  readonly substitutions?: Readonly<Record<string, string>> | undefined;
}

/** Where a machine is, and what the config says of it. */
export interface Located {
  readonly config: Config;
  readonly named: NamedMachine | undefined;
  /** Absolute path of the definition. */
  readonly path: string;
  /** The definition as messages name it. */
  readonly file: string;
  /** As the person chose it, or another machine names it, where the config does not. */
  readonly machine?: string | undefined;
  /** Over those of the config. */
  readonly substitutions?: MachineReference["substitutions"];
}

/** Finds what the person names: a file, a machine of a folder's config, or one of the nearest config. @throws UserError where there is none, or more than one. */
export async function locate(files: Files, cwd: string, reference: MachineReference): Promise<Located> {
  const { target, machine } = reference;
  const path = resolve(cwd, target);
  const config = await configFor(files, cwd, reference);
  if (files.isDirectory(path)) {
    return definitionOf(cwd, config, machine === undefined ? onlyMachine(config, target) : machineNamed(config, machine));
  }
  if (isPath(files, path, target)) return { config, named: await declaredAt(files, config, path, machine), path, file: target, machine };
  if (config.file === null) return { config, named: undefined, path, file: target, machine };
  return definitionOf(cwd, config, machineNamed(config, target));
}

/** Where a machine is that another starts: as the config says, else in the same file. */
export function nestedLocation(cwd: string, located: Located, name: string): Located {
  const { config } = located;
  if (config.machines[name]?.definition === undefined) return { ...located, named: undefined, machine: name };
  return definitionOf(cwd, config, machineNamed(config, name));
}

/** What the config says of a machine in a file: nothing, where the file holds several and one that the config does not name is chosen. */
async function declaredAt(files: Files, config: Config, path: string, machine: string | undefined): Promise<NamedMachine | undefined> {
  const candidates = machinesOf(config, path);
  if (machine !== undefined && candidates.length > 0 && !candidates.some(({ name }) => name === machine)) {
    const held = await loadDefinitions(files, path);
    if (held.length > 1 && held.some((definition) => definition.machine === machine)) return undefined;
  }
  return machineFor(config, path, machine);
}

function looksLikePath(target: string): boolean {
  return /[\\/]|\.(?:json|ya?ml|tf)$/i.test(target);
}

/** Whether a target means a definition, not a name. */
export function isPath(files: Files, path: string, target: string): boolean {
  return files.exists(path) || looksLikePath(target);
}

/** The config that holds for a machine; the defaults where there is none. */
export async function configFor(files: Files, cwd: string, reference: MachineReference): Promise<Config> {
  const file = configFile(files, cwd, reference);
  return file === null ? defaultConfig(folderOf(files, cwd, reference)) : loadConfig(files, file, shownFrom(cwd, file));
}

/** Absolute path of the config that holds for a machine; null where there is none. */
export function configFile(files: Files, cwd: string, reference: MachineReference): string | null {
  const { config } = reference;
  return config === undefined ? findConfig(files, folderOf(files, cwd, reference)) : resolve(cwd, config);
}

/** Where the search for a config begins. */
function folderOf(files: Files, cwd: string, { target }: MachineReference): string {
  const path = resolve(cwd, target);
  if (files.isDirectory(path)) return path;
  return isPath(files, path, target) ? join(path, "..") : cwd;
}

function onlyMachine(config: Config, folder: string): NamedMachine {
  if (config.file === null)
    throw new UserError(`${folder} has no saga.config.yaml`, "Name a definition file, or put a saga.config.yaml there.");
  const names = Object.keys(config.machines);
  const [name, ...others] = names;
  if (name === undefined) throw new UserError(`${config.file} declares no machines`, "Add one under machines: with its definition.");
  if (others.length > 0) throw new UserError(`${folder} holds ${names.length} machines`, `Choose one by --machine: ${names.join(", ")}.`);
  return machineNamed(config, name);
}

function definitionOf(cwd: string, config: Config, named: NamedMachine): Located {
  const path = named.machine.definition;
  if (path === undefined) {
    throw new UserError(`Machine "${named.name}" has no definition`, "Say where it is: definition: path/to/machine.asl.json.", {
      file: config.file ?? "",
    });
  }
  return { config, named, path, file: shownFrom(cwd, path) };
}
