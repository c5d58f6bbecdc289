import type { LoadedDefinition } from "../carrier.ts";
import type { HclBlock, HclFile } from "../hcl/hcl-tree.ts";
import { isMachine, readTerraformDefinition } from "./terraform-definition.ts";
import { readInstances } from "./terraform-instances.ts";
import type { Calls, LocalModule } from "./terraform-local-module.ts";
import { isLocal, openModule, sourceOf, sourcesIn } from "./terraform-local-module.ts";
import { isResource, readMachine, typeOf } from "./terraform-machine.ts";
import type { Scope } from "./terraform-scope.ts";

/** The machines that a `module` block makes: those of a module beside the file, or one of its own where it is given a definition. */
export async function readCalledModule(
  scope: Scope,
  block: HclBlock,
  calls: Calls,
  above: readonly string[] = [scope.file.source.file],
): Promise<readonly LoadedDefinition[]> {
  const path = sourceOf(scope, block);
  if (path === undefined) return [];
  if (!isLocal(path) || sourcesIn(scope, path, calls).length === 0) return readForeignModule(scope, block, path);
  return readInstances(scope, block, async (own, name) => {
    const module = await openModule(own, block, path, { calls, above, wanted: /aws_sfn_state_machine|\bmodule\b/, address: own.address });
    return module === undefined ? [] : named(await machinesIn(module, calls), name);
  });
}

/** The machines of a module in a folder, with what they are given here. */
async function machinesIn({ files, scopeOf, above }: LocalModule, calls: Calls): Promise<readonly LoadedDefinition[]> {
  const machines = await Promise.all(files.flatMap((file) => file.blocks.map((block) => readInner(file, block))));
  return machines.flat();

  async function readInner(file: HclFile, block: HclBlock): Promise<readonly LoadedDefinition[]> {
    const scope = scopeOf(file);
    const inner = await (isResource(block) ? readMachine(scope, block) : readCalledModule(scope, block, calls, above));
    return inner.map(({ through = [], ...machine }) => ({ ...machine, through: [...through, file.source.file] }));
  }
}

/** A module of a registry, or of a folder that is not there: what it does with its arguments is not known, but a definition looks like nothing else. */
async function readForeignModule(scope: Scope, block: HclBlock, path: string): Promise<readonly LoadedDefinition[]> {
  const isForMachines = /step-?functions?|state-?machine/i.test(path);
  const given = block.attributes.filter(({ name }) => /(?:^|_)definition(?:_|$)/.test(name));
  const machines = await Promise.all(
    given.map(async ({ name, value }): Promise<readonly LoadedDefinition[]> => {
      if (isForMachines && name === "definition") return readMachine(scope, block);
      const definition = await readTerraformDefinition({ scope, expression: value });
      return isMachine(definition)
        ? [{ ...definition, machine: block.labels.at(-1) ?? "", ...typeOf(scope, block, definition.source) }]
        : [];
    }),
  );
  return machines.flat();
}

/** A module with one machine stands for it. */
function named(machines: readonly LoadedDefinition[], module: string): readonly LoadedDefinition[] {
  const [only, ...others] = machines;
  if (only !== undefined && others.length === 0) return [{ ...only, machine: module }];
  return machines.map((definition) => ({ ...definition, machine: `${module}.${definition.machine}` }));
}
