import { basename, normalize } from "node:path";
import type { CarrierFile, LoadedDefinition } from "../carrier.ts";
import type { HclFile } from "../hcl/hcl-tree.ts";
import { isTerraform } from "./is-terraform.ts";
import { isMachine, readTerraformDefinition } from "./terraform-definition.ts";
import type { Scope } from "./terraform-scope.ts";

/** Gives the machines that a file makes itself. */
type MachinesOf = (file: CarrierFile) => Promise<readonly LoadedDefinition[]>;

/** The machines that the files beside this one make of definitions in it, as in its locals; each is that file's, too. */
export async function machinesElsewhere(carrier: CarrierFile, machinesOf: MachinesOf): Promise<readonly LoadedDefinition[]> {
  const own = normalize(carrier.source.file);
  const users = filesBeside(carrier).filter(({ source }) => /\b(?:local|template_file)\b/.test(source.text));
  const machines = users.map(async (user) => {
    const found = (await machinesOf(user)).filter(({ source }) => normalize(source.file) === own);
    return found.map((machine) => ({ ...machine, usedBy: user.source.file }));
  });
  return (await Promise.all(machines)).flat();
}

/** Definitions in locals that nothing in the folder speaks of, each with the name of its local: what makes a machine of one is not there, and may be anywhere. */
export async function unusedDefinitions(carrier: CarrierFile, scope: Scope): Promise<readonly LoadedDefinition[]> {
  const texts = [carrier, ...filesBeside(carrier)].map(({ source }) => source.text);
  const isUsed = (name: string): boolean => texts.some((text) => new RegExp(`\\blocal\\.${name}\\b`).test(text));
  const locals = localsOf(scope.file).filter(({ name }) => !isUsed(name));
  const definitions = locals.map(async ({ name, value }): Promise<readonly LoadedDefinition[]> => {
    const definition = await readTerraformDefinition({ scope, expression: value });
    return isMachine(definition) ? [{ ...definition, machine: name }] : [];
  });
  return (await Promise.all(definitions)).flat();
}

function localsOf({ blocks }: HclFile): HclFile["attributes"] {
  return blocks.flatMap(({ type, attributes }) => (type === "locals" ? attributes : []));
}

/** The other files of the folder, which Terraform reads as one. */
function filesBeside({ source, folder, neighbour }: CarrierFile): readonly CarrierFile[] {
  const others = folder().filter((name) => isTerraform(name) && name !== basename(source.file));
  return others.toSorted().flatMap((name) => neighbour(name).file ?? []);
}
