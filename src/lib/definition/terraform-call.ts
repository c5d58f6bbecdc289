import type { SourceText } from "../base/span.ts";
import type { CarrierFile, LoadedDefinition } from "./carrier.ts";
import { parseHcl } from "./hcl-file.ts";
import type { HclBlock, HclFile } from "./hcl-tree.ts";
import { memberOf } from "../source/node.ts";
import { readTerraformDefinition } from "./terraform-definition.ts";
import { knownText } from "./terraform-known.ts";
import { isResource, readMachine, typeOf } from "./terraform-machine.ts";
import { attributeOf, moduleOf } from "./terraform-module.ts";
import type { Place, Scope } from "./terraform-scope.ts";
import { moduleScope } from "./terraform-scope.ts";
import { evaluate } from "./terraform-value.ts";

/** How many modules one file may call, those that they call included; real ones have dozens. */
const MAX_CALLS = 200;

/** The modules that are being read for one file. */
export interface Calls {
  left: number;
  /** Files of modules, by name: one that is called often is parsed once. */
  readonly files: Map<string, Promise<HclFile>>;
}

/** A file's calls, none of which is read yet. */
export function noCalls(): Calls {
  return { left: MAX_CALLS, files: new Map() };
}

/** The machines that a `module` block makes: those of a module beside the file, or one of its own where it is given a definition. */
export async function readCalledModule(
  scope: Scope,
  block: HclBlock,
  calls: Calls,
  above: readonly string[] = [scope.file.source.file],
): Promise<readonly LoadedDefinition[]> {
  const source = block.type === "module" ? attributeOf(block, "source") : undefined;
  const path = source && knownText(evaluate(scope, source));
  if (path === undefined) return [];
  return /^\.{1,2}\//.test(path) ? readLocalModule(scope, block, path, calls, above) : readForeignModule(scope, block, path);
}

/** A module of a registry, or of a folder that is not there: what it does with its arguments is not known, but a definition looks like nothing else. */
async function readForeignModule(scope: Scope, block: HclBlock, path: string): Promise<readonly LoadedDefinition[]> {
  const isForMachines = /step-?functions?|state-?machine/i.test(path);
  const given = block.attributes.filter(({ name }) => /(?:^|_)definition(?:_|$)/.test(name));
  const machines = await Promise.all(
    given.map(async ({ name, value }): Promise<readonly LoadedDefinition[]> => {
      if (isForMachines && name === "definition") return readMachine(scope, block);
      const definition = await readTerraformDefinition({ scope, expression: value });
      const isMachine = memberOf(definition.root, "StartAt") !== undefined && memberOf(definition.root, "States") !== undefined;
      return isMachine ? [{ ...definition, machine: block.labels.at(-1) ?? "", ...typeOf(scope, block) }] : [];
    }),
  );
  return machines.flat();
}

/** A module in a folder: its machines, with what they are given here; nothing where it is one of those above, which goes in a circle. */
async function readLocalModule(
  scope: Scope,
  block: HclBlock,
  path: string,
  calls: Calls,
  above: readonly string[],
): Promise<readonly LoadedDefinition[]> {
  const [carrier] = scope.folders;
  const found = carrier === undefined ? [] : sourcesIn(carrier, path);
  if (found.length === 0) return readForeignModule(scope, block, path);
  const isCircle = found.some(({ source }) => above.includes(source.file));
  if (isCircle || !found.some(({ source }) => /aws_sfn_state_machine|\bmodule\b/.test(source.text)) || calls.left <= 0) return [];
  calls.left -= 1;
  const files = await Promise.all(found.map(({ source }) => parsed(calls, source)));
  const module = moduleOf(files);
  const places = new Map(block.attributes.map(({ name, value }): [string, Place] => [`var.${name}`, { scope, expression: value }]));
  const machines = await Promise.all(files.flatMap((file, index) => file.blocks.map((inner) => readInner(file, inner, found[index]))));
  return named(machines.flat(), block.labels.at(-1) ?? "");

  async function readInner(file: HclFile, inner: HclBlock, own: CarrierFile | undefined): Promise<readonly LoadedDefinition[]> {
    const folders = own === undefined ? [] : [own, ...scope.folders.slice(-1)];
    const innerScope = moduleScope(module, file, folders, places);
    const machines = isResource(inner)
      ? readMachine(innerScope, inner)
      : readCalledModule(innerScope, inner, calls, [...above, ...files.map(({ source }) => source.file)]);
    return (await machines).map(({ through = [], ...machine }) => ({ ...machine, through: [...through, file.source.file] }));
  }
}

function parsed({ files }: Calls, source: SourceText): Promise<HclFile> {
  const file = files.get(source.file) ?? parseHcl(source);
  files.set(source.file, file);
  return file;
}

function sourcesIn(carrier: CarrierFile, folder: string): readonly CarrierFile[] {
  const names = carrier.folder(folder).filter((name) => name.endsWith(".tf"));
  return names.toSorted().flatMap((name) => carrier.neighbour(`${folder}/${name}`).file ?? []);
}

/** A module with one machine stands for it. */
function named(machines: readonly LoadedDefinition[], module: string): readonly LoadedDefinition[] {
  const [only, ...others] = machines;
  if (only !== undefined && others.length === 0) return [{ ...only, machine: module }];
  return machines.map((definition) => ({ ...definition, machine: `${module}.${definition.machine}` }));
}
