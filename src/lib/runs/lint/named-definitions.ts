import { resolve } from "node:path";
import type { Files } from "../../base/ports.ts";
import type { Config } from "../../config/config.ts";
import type { NamedMachine } from "../../config/machine-for.ts";
import { machinesOf } from "../../config/machine-for.ts";
import type { LoadedDefinition } from "../../definition/carrier.ts";
import { loadDefinitions } from "../../definition/load-definition.ts";

/** A definition, and what the config says of its machine. */
export interface NamedDefinition {
  readonly definition: LoadedDefinition;
  /** Undefined where it says nothing. */
  readonly named: NamedMachine | undefined;
}

/** A file, and the config that holds for it; paths are absolute but for `shownAs`. */
export interface ConfiguredFile {
  readonly path: string;
  readonly shownAs: string;
  readonly cwd: string;
  readonly config: Config;
}

type Load = (named: NamedMachine | undefined) => Promise<readonly LoadedDefinition[]>;

/**
 * The machines of a file, each as the config names it: by this file, or by the one that it takes the definition from.
 * A definition that several machines of the config share stands once for each.
 */
export async function namedDefinitions(files: Files, { path, shownAs, cwd, config }: ConfiguredFile): Promise<readonly NamedDefinition[]> {
  // A file with many machines is read once for each set of values, not for each machine.
  const loaded = new Map<string, ReturnType<Load>>();
  const load: Load = (named) => {
    const substitutions = named?.machine.substitutions ?? {};
    const key = JSON.stringify(substitutions);
    const known = loaded.get(key) ?? loadDefinitions(files, path, { shownAs, cwd, substitutions });
    loaded.set(key, known);
    return known;
  };
  const names = machinesOf(config, path);
  const plain = await load(names[0]);
  const found = plain.length > 1 ? namedOneByOne(plain, names) : await namedTogether(plain, names, load);
  const elsewhere = await Promise.all(found.map(async (one) => (one.named === undefined ? namedElsewhere(one.definition) : [one])));
  return elsewhere.flat();

  /** The machine that another file makes of a definition of this one, as the config names that. */
  async function namedWhereUsed(definition: LoadedDefinition, user: string): Promise<readonly NamedDefinition[]> {
    const all = await namedDefinitions(files, { path: resolve(cwd, user), shownAs: user, cwd, config });
    return all.filter((one) => one.definition.source.file === definition.source.file && one.definition.machine === definition.machine);
  }

  /** What the config says of the files that a definition stands in beside this one. */
  async function namedElsewhere(definition: LoadedDefinition): Promise<readonly NamedDefinition[]> {
    if (definition.usedBy !== undefined) return namedWhereUsed(definition, definition.usedBy);
    const others = filesOf(definition).map((file) => resolve(cwd, file));
    const candidates = others.filter((file) => file !== path).flatMap((file) => machinesOf(config, file));
    const isAlone = plain.filter((other) => other.source.file === definition.source.file).length === 1;
    const meant = isAlone ? candidates : candidates.filter(({ name }) => name === definition.machine);
    if (meant.length === 0) return [{ definition, named: undefined }];
    return Promise.all(
      meant.map(async (named) => {
        const own = (await load(named)).find(({ machine }) => machine === definition.machine);
        return { definition: own ?? definition, named };
      }),
    );
  }
}

/** The files that hold a definition, as messages name them: its own, and those that it was come to through. */
export function filesOf({ source, through = [] }: LoadedDefinition): readonly string[] {
  return [source.file, ...through];
}

function namedOneByOne(definitions: readonly LoadedDefinition[], names: readonly NamedMachine[]): readonly NamedDefinition[] {
  return definitions.map((definition) => ({ definition, named: names.find(({ name }) => name === definition.machine) }));
}

async function namedTogether(
  plain: readonly LoadedDefinition[],
  [first, ...names]: readonly NamedMachine[],
  load: Load,
): Promise<readonly NamedDefinition[]> {
  const others = await Promise.all(names.map(async (named) => ({ definitions: await load(named), named })));
  return [{ definitions: plain, named: first }, ...others].flatMap(({ definitions, named }) =>
    definitions.map((definition) => ({ definition, named })),
  );
}
