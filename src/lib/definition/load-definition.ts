import type { Files } from "../base/ports.ts";
import { didYouMean } from "../base/near-names.ts";
import type { SourceText } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import type { CarrierFile, LoadedDefinition } from "./carrier.ts";
import { carriers } from "./carriers.ts";
import { missingDefinition } from "./missing-definition.ts";
import type { Substitutions } from "./substitute.ts";
import { parseSubstituted } from "./substitute.ts";

export interface DefinitionOptions {
  /** How messages name the file; its path where not said. */
  readonly shownAs?: string;
  readonly substitutions?: Substitutions;
  /** Which machine, where the file holds several. */
  readonly machine?: string;
}

/**
 * Finds the one machine to work on in a file (absolute path).
 * Syntax errors come as diagnostics of the result; a missing file, a file without a machine and an open choice are UserErrors.
 */
export async function loadDefinition(files: Files, path: string, options: DefinitionOptions = {}): Promise<LoadedDefinition> {
  const definitions = await loadDefinitions(files, path, options);
  return chooseMachine(definitions, options.machine, options.shownAs ?? path);
}

/** Every machine that a file (absolute path) holds, in its order; syntax errors come as diagnostics, a missing file is a UserError. */
export async function loadDefinitions(
  files: Files,
  path: string,
  { shownAs = path, substitutions = {} }: Omit<DefinitionOptions, "machine"> = {},
): Promise<readonly LoadedDefinition[]> {
  const text = files.isDirectory(path) ? undefined : files.read(path);
  if (text === undefined) throw missingDefinition(files, path, shownAs);
  const file = carrierFile({ file: shownAs, text }, substitutions);
  for (const carrier of carriers) if (await carrier.recognises(file)) return carrier.machines(file);
  return [];
}

/** The machine of that name, or the only one; a UserError lists them where the choice is open or wrong. */
export function chooseMachine(definitions: readonly LoadedDefinition[], name: string | undefined, file: string): LoadedDefinition {
  const names = definitions.map(({ machine }) => machine);
  const candidates = name === undefined ? definitions : definitions.filter(({ machine }) => machine === name);
  const [chosen, ...others] = candidates;
  if (chosen !== undefined && others.length === 0) return chosen;
  if (name === undefined)
    throw new UserError(`${file} holds ${names.length} machines: ${names.join(", ")}`, "Choose one by --machine.", { file });
  throw new UserError(`${file} holds no machine "${name}"`, didYouMean(name, names), { file });
}

function carrierFile(source: SourceText, substitutions: Substitutions): CarrierFile {
  let tree: Promise<ParsedText> | undefined;
  return { source, tree: () => (tree ??= parseSubstituted(source, substitutions)) };
}
