import { join, resolve } from "node:path";
import type { StateMachine } from "../asl/ast.ts";
import { readMachine } from "../asl/read-machine.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { JsonObject } from "../base/json.ts";
import type { Files } from "../base/ports.ts";
import { UserError } from "../base/user-error.ts";
import type { Config, MachineConfig } from "../config/config.ts";
import { defaultConfig, findConfig, loadConfig } from "../config/load-config.ts";
import type { NamedMachine } from "../config/machine-for.ts";
import { machineFor, machineNamed, machinesOf } from "../config/machine-for.ts";
import type { LoadedDefinition } from "../definition/carrier.ts";
import { chooseMachine, loadDefinitions } from "../definition/load-definition.ts";
import { buildModel } from "../saga/build-model.ts";
import type { SagaModel } from "../saga/model.ts";
import { valueOf } from "../source/node.ts";
import { problemsError } from "../source/problems-error.ts";
import { declarationsOf } from "./declarations-of.ts";
import { namesOfNested, startsExecutions } from "./nested-machines.ts";
import { placeDeclarations } from "./place-declarations.ts";
import { shownFrom } from "./shown-from.ts";

/** One machine that a command works on, with all that is known of it. */
export interface ResolvedMachine {
  readonly name: string;
  /** The file that was named for it, as messages name it: the template, where the definition stands in one or beside it. */
  readonly file: string;
  readonly machine: StateMachine;
  /** The same as JSON, with values in the place of its tokens. */
  readonly definition: JsonObject;
  readonly model: SagaModel;
  readonly config: Config;
  /** As the config or the template has it; absent where neither says. */
  readonly type?: "STANDARD" | "EXPRESS";
  /** Undefined where the config says nothing of it. */
  readonly settings: MachineConfig | undefined;
  /** Machines of the config and of its template that its tasks may start, however deep; theirs stand here, too. */
  readonly nested: readonly ResolvedMachine[];
}

/** How a person names a machine. */
export interface MachineReference {
  /** DEF: a definition file or a folder with a saga.config.yaml; or NAME: a machine of the config. */
  readonly target: string;
  readonly machine?: string;
  /** A saga.config.yaml to use instead of the nearest one. */
  readonly config?: string;
  /** Values for tokens, over those of the config. */
  readonly substitutions?: Readonly<Record<string, string>>;
}

/** Finds the machine, reads and understands its definition and those that it starts; everything that is wrong with one is a UserError with all its places. */
export async function resolveMachine(files: Files, cwd: string, reference: MachineReference): Promise<ResolvedMachine> {
  const first = await resolveOne(files, cwd, { ...(await locate(files, cwd, reference)), substitutions: reference.substitutions });
  const found = new Map([[first.resolved.name, first]]);
  for (const { resolved, located, others } of found.values()) {
    for (const name of namesOfNested(resolved, others)) {
      if (!found.has(name)) found.set(name, await resolveOne(files, cwd, nestedLocation(cwd, located, name)));
    }
  }
  const nested = [...found.values()].map(({ resolved }) => resolved);
  // A machine may start itself.
  return { ...first.resolved, nested: startsExecutions(first.resolved) ? nested : [] };
}

/** A machine, where it was found, and the names of the others in its file. */
interface Resolution {
  readonly resolved: ResolvedMachine;
  readonly located: Located;
  readonly others: readonly string[];
}

async function resolveOne(files: Files, cwd: string, located: Located): Promise<Resolution> {
  const { named, path, file, machine } = located;
  const substitutions = { ...named?.machine.substitutions, ...located.substitutions };
  const definitions = await loadDefinitions(files, path, { shownAs: file, substitutions, cwd });
  // The config may call the only machine of a file what it likes.
  const chosen = named === undefined ? machine : definitions.length > 1 ? named.name : undefined;
  const definition = chooseMachine(definitions, chosen, file);
  const others = definitions.flatMap((other) => (other === definition ? [] : [other.machine]));
  return { resolved: await understand(files, cwd, definition, located), located, others };
}

async function understand(
  files: Files,
  cwd: string,
  definition: LoadedDefinition,
  { config, named, file }: Located,
): Promise<ResolvedMachine> {
  const { source, root } = definition;
  const type = named?.machine?.type ?? definition.type;
  const parsed = root === undefined ? undefined : await readMachine({ source, root, ...(type === undefined ? {} : { type }) });
  const name = named?.name ?? definition.machine;
  const built = parsed?.machine && buildModel(name, parsed.machine, declarationsOf(named?.machine));
  const problems = [...definition.diagnostics, ...(parsed?.diagnostics ?? []), ...(built?.diagnostics ?? [])];
  const errors = problems.filter(({ severity }: Diagnostic) => severity === "error");
  const [first, ...others] = await placeDeclarations(files, cwd, config, name, errors);
  if (first) throw problemsError(source, first, others);
  const [unread] = problems;
  if (root === undefined && unread) throw problemsError(source, unread, []);
  if (root === undefined || !parsed?.machine || !built) throw new UserError("There is no state machine in this file", undefined, { file });
  const settings = named?.machine;
  return {
    name,
    file,
    machine: parsed.machine,
    definition: valueOf(root) as JsonObject,
    model: built.model,
    config,
    settings,
    nested: [],
    ...(type === undefined ? {} : { type }),
  };
}

/** Where a machine is that another starts: as the config says, else in the same file. */
function nestedLocation(cwd: string, located: Located, name: string): Located {
  const { config } = located;
  if (config.machines[name]?.definition === undefined) return { ...located, named: undefined, machine: name };
  return definitionOf(cwd, config, machineNamed(config, name));
}

interface Located {
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

async function locate(files: Files, cwd: string, reference: MachineReference): Promise<Located> {
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
