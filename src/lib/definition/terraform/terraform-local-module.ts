import { dirname, join } from "node:path";
import type { CarrierFile } from "../carrier.ts";
import type { HclBlock, HclFile } from "../hcl/hcl-tree.ts";
import { isTerraform } from "./is-terraform.ts";
import { knownText } from "./terraform-known.ts";
import { attributeOf, moduleOf, parseTerraform } from "./terraform-module.ts";
import type { Place, Scope } from "./terraform-scope.ts";
import { moduleScope } from "./terraform-scope.ts";
import { evaluate } from "./terraform-value.ts";

/** A module in a folder of the project, as one block calls it. */
export interface LocalModule {
  readonly files: readonly HclFile[];
  /** What an expression in one of its files sees. */
  readonly scopeOf: (file: HclFile) => Scope;
  /** The files of the modules that led to it, and its own, by name. */
  readonly above: readonly string[];
}

/** The modules that are being read for one file. */
export interface Calls {
  left: number;
  /** What the folders of modules hold, by name, and their files as trees: a module that is called often is read once. */
  readonly folders: Map<string, readonly CarrierFile[]>;
  readonly files: Map<string, Promise<HclFile>>;
}

/** How many modules one file may call, those that they call included; real ones have dozens. */
const MAX_CALLS = 200;

/** A file's calls, none of which is read yet. */
export function noCalls(): Calls {
  return { left: MAX_CALLS, folders: new Map(), files: new Map() };
}

/** Where a `module` block takes the module from; undefined where that is not known, and for other blocks. */
export function sourceOf(scope: Scope, block: HclBlock): string | undefined {
  const source = block.type === "module" ? attributeOf(block, "source") : undefined;
  return source && knownText(evaluate(scope, source));
}

/** How a module is opened. */
export interface Opening {
  readonly calls: Calls;
  readonly above: readonly string[];
  /** A word that its files hold where there is something in it to read. */
  readonly wanted: RegExp;
  /** What stands before the names of its resources, as `charge.`. */
  readonly address: string;
}

/** Opens the module of a folder; undefined where there is none, nothing wanted in it, or where it is one of those above, which goes in a circle. */
export async function openModule(scope: Scope, block: HclBlock, path: string, opening: Opening): Promise<LocalModule | undefined> {
  const { calls, above, wanted, address } = opening;
  const found = sourcesIn(scope, path, calls);
  const isCircle = found.some(({ source }) => above.includes(source.file));
  if (isCircle || !found.some(({ source }) => wanted.test(source.text)) || calls.left <= 0) return undefined;
  calls.left -= 1;
  const files = await Promise.all(found.map((file) => parsed(calls, file)));
  const module = moduleOf(files);
  const places = new Map(block.attributes.map(({ name, value }): [string, Place] => [`var.${name}`, { scope, expression: value }]));
  const scopeOf = (file: HclFile): Scope => {
    const own = found.filter(({ source }) => source.file === file.source.file);
    return moduleScope(module, file, [...own, ...scope.folders.slice(-1)], { places, address });
  };
  const opened = { files, scopeOf, above: [...above, ...files.map(({ source }) => source.file)] };
  for (const [name, place] of await outputsOf(opened, calls)) places.set(name, place);
  return opened;
}

/** What the modules nearby give out that some files call and speak of, by name: `module.charge.arn`. */
export async function outputsOf({ files, scopeOf, above }: LocalModule, calls: Calls): Promise<readonly (readonly [string, Place])[]> {
  const spokenOf = new Set(files.flatMap(({ source }) => Array.from(source.text.matchAll(/\bmodule\.([\w-]+)\./g), ([, name]) => name)));
  const places = files.flatMap((file) =>
    file.blocks.map(async (block): Promise<readonly (readonly [string, Place])[]> => {
      if (block.type !== "module" || !spokenOf.has(block.labels[0])) return [];
      const scope = scopeOf(file);
      const path = sourceOf(scope, block);
      if (path === undefined || !isLocal(path)) return [];
      const name = `module.${block.labels[0]}`;
      const address = `${scope.address}${block.labels[0]}.`;
      const module = await openModule(scope, block, path, { calls, above, wanted: /\boutput\b/, address });
      return module === undefined ? [] : module.files.flatMap((inner) => outputsIn(name, inner, module.scopeOf(inner)));
    }),
  );
  return (await Promise.all(places)).flat();
}

function outputsIn(module: string, file: HclFile, scope: Scope): readonly (readonly [string, Place])[] {
  return file.blocks.flatMap((block) => {
    const expression = block.type === "output" ? attributeOf(block, "value") : undefined;
    return expression === undefined ? [] : [[`${module}.${block.labels[0]}`, { scope, expression }] as const];
  });
}

/** Whether a source is a folder. */
export function isLocal(source: string): boolean {
  return /^\.{1,2}\//.test(source);
}

/** The files of a folder, from that of the module in which it is named. */
export function sourcesIn({ folders: [carrier] }: Scope, folder: string, { folders }: Calls): readonly CarrierFile[] {
  if (carrier === undefined) return [];
  const place = join(dirname(carrier.source.file), folder);
  const found = folders.get(place) ?? readFolder(carrier, folder);
  folders.set(place, found);
  return found;
}

function readFolder(carrier: CarrierFile, folder: string): readonly CarrierFile[] {
  const names = carrier.folder(folder).filter((name) => isTerraform(name));
  return names.toSorted().flatMap((name) => carrier.neighbour(`${folder}/${name}`).file ?? []);
}

function parsed({ files }: Calls, carrier: CarrierFile): Promise<HclFile> {
  const { file: name } = carrier.source;
  const file = files.get(name) ?? parseTerraform(carrier);
  files.set(name, file);
  return file;
}
