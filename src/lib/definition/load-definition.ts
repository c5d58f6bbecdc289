import { didYouMean } from "../base/near-names.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { Files } from "../base/ports.ts";
import { UserError } from "../base/user-error.ts";
import { fileStem } from "./asl-file.ts";
import type { LoadedDefinition } from "./carrier.ts";
import { carrierFile } from "./carrier-file.ts";
import { carriers } from "./carriers.ts";
import { missingDefinition } from "./missing-definition.ts";
import { readText } from "./read-text.ts";
import type { Substitutions } from "./tokens.ts";

export interface DefinitionsOptions {
  /** How messages name the file; its path where not said. */
  readonly shownAs?: string;
  /** Values for tokens; they win over what a template says. */
  readonly substitutions?: Substitutions;
  /** The working folder (absolute): a template names no file outside of it where there is neither a repository nor a config. */
  readonly cwd?: string;
}

export interface DefinitionOptions extends DefinitionsOptions {
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

/** Every machine that a file (absolute path) holds, in its order, none where it holds none; a missing file is a UserError. */
export async function loadDefinitions(
  files: Files,
  path: string,
  { shownAs = path, substitutions = {}, cwd }: DefinitionsOptions = {},
): Promise<readonly LoadedDefinition[]> {
  const text = readText(files, path);
  const closed = text instanceof UserError ? closedFolder(files, path) : undefined;
  if (closed !== undefined) return [unreadable(shownAs, closed, "warning")];
  if (text === undefined || (text instanceof UserError && files.isDirectory(path))) throw missingDefinition(files, path, shownAs);
  if (text instanceof UserError) return [unreadable(shownAs, text)];
  const file = carrierFile({ files, substitutions, cwd }, path, { file: shownAs, text });
  for (const carrier of carriers) if (await carrier.recognises(file)) return carrier.machines(file);
  return [];
}

/** Why a folder may not be looked into; undefined where it may, or is none. */
function closedFolder(files: Files, path: string): UserError | undefined {
  try {
    if (files.isDirectory(path)) files.entries(path);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** What is there and this person may not read: what it holds is unknown, and that is wrong with it. */
function unreadable(file: string, { message }: UserError, severity: Diagnostic["severity"] = "error"): LoadedDefinition {
  const diagnostic = { code: "asl/syntax", severity, message, span: { start: 0, end: 0 } } as const;
  return { source: { file, text: "" }, root: undefined, diagnostics: [diagnostic], comments: [], machine: fileStem(file), syntax: null };
}

/** The machine of that name, or the only one; a UserError where there is none, and a list where the choice is open or wrong. */
export function chooseMachine(definitions: readonly LoadedDefinition[], name: string | undefined, file: string): LoadedDefinition {
  if (definitions.length === 0) {
    throw new UserError(`${file} holds no state machine`, "A definition is an object with StartAt and States.", { file });
  }
  const names = definitions.map(({ machine }) => machine);
  const candidates = name === undefined ? definitions : definitions.filter(({ machine }) => machine === name);
  const [chosen, ...others] = candidates;
  if (chosen !== undefined && others.length === 0) return chosen;
  if (name === undefined)
    throw new UserError(`${file} holds ${names.length} machines: ${names.join(", ")}`, "Choose one by --machine.", { file });
  throw new UserError(`${file} holds no machine "${name}"`, didYouMean(name, names), { file });
}
