import { dirname, join, relative, sep } from "node:path";
import type { Files, FolderEntry } from "../base/ports.ts";
import { lazily } from "../base/lazily.ts";
import { UserError } from "../base/user-error.ts";
import type { IgnoreRules } from "./gitignore.ts";
import { ignoreRules } from "./gitignore.ts";
import { isTerraform, isTerragrunt } from "./terraform/is-terraform.ts";
import type { ModuleCaller } from "./terraform/module-callers.ts";
import { leadingTo, moduleCaller } from "./terraform/module-callers.ts";
import { isNamedLikeDefinition, mayHoldMachine } from "./may-hold-machine.ts";

/** Folders that hold what others have written, or copies of what stands elsewhere. */
const SKIPPED = new Set(["node_modules", ".git", ".terraform", ".aws-sam", ".serverless"]);

/** Where CDK puts the templates that it makes of a program, beside copies of the program's files, and how their names end. */
const MADE: ReadonlyMap<string, string> = new Map([
  ["cdk.out", ".template.json"],
  ["cdktf.out", ".tf.json"],
]);

/** AWS takes definitions and templates of one megabyte. */
const LARGEST_FILE = 4 * 1024 * 1024;

/**
 * The files in a folder (absolute path) that may hold state machines, sorted by path.
 * A glance at name and text decides, so one may turn out to hold none. What .gitignore names is left out, except what CDK makes.
 * Links are not followed: what they lead to stands elsewhere in the folder, or outside of it. A folder that may not be read is among them, since it may hold some.
 */
export async function discoverDefinitions(files: Files, folder: string): Promise<readonly string[]> {
  const search: Search = { files, found: [], callers: [] };
  await findDefinitions(search, folder, await rulesFor(files, folder));
  return [...search.found, ...leadingTo(search.found, search.callers)].sort((a, b) => (a < b ? -1 : 1));
}

interface Search {
  readonly files: Files;
  readonly found: string[];
  /** Terraform files that hold nothing of a machine themselves; a module that they call may. */
  readonly callers: ModuleCaller[];
}

async function findDefinitions(search: Search, folder: string, rules: IgnoreRules): Promise<void> {
  const { files } = search;
  for (const { name, type } of entriesOf(search, folder)) {
    const path = join(folder, name);
    if (type === "folder") {
      const made = MADE.get(name);
      if (made !== undefined) findTemplates(search, path, made);
      else if (!SKIPPED.has(name) && !rules.ignores(`${name}/`)) {
        await findDefinitions(search, path, await rules.within(name, gitignoreIn(files, path)));
      }
    } else if (type === "file" && isNamedLikeDefinition(name) && !rules.ignores(name)) lookInto(search, path, name);
  }
}

function lookInto({ files, found, callers }: Search, path: string, name: string): void {
  const text = lazily(() => textOf(files, path));
  if (mayHoldMachine(name, text)) found.push(path);
  else if (isTerraform(name) || isTerragrunt(name)) callers.push(moduleCaller(path, text() ?? ""));
}

/** Templates of an app, and of its stages in folders of their own. */
function findTemplates(search: Search, folder: string, ending: string): void {
  const { files, found } = search;
  for (const { name, type } of entriesOf(search, folder)) {
    const path = join(folder, name);
    if (type === "folder" && !name.startsWith("asset.")) findTemplates(search, path, ending);
    if (type === "file" && name.endsWith(ending) && mayHoldMachine(name, () => textOf(files, path))) found.push(path);
  }
}

/** What the .gitignore files of the repository say of a folder; only its own where they ignore it as a whole, because it is asked for. */
async function rulesFor(files: Files, folder: string): Promise<IgnoreRules> {
  const repository = repositoryOf(files, folder) ?? folder;
  let at = repository;
  let rules = await ignoreRules(gitignoreIn(files, at));
  for (const name of relative(repository, folder).split(sep)) {
    if (name === "") continue;
    if (rules.ignores(`${name}/`)) return ignoreRules(gitignoreIn(files, folder));
    at = join(at, name);
    rules = await rules.within(name, gitignoreIn(files, at));
  }
  return rules;
}

function repositoryOf(files: Files, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (files.exists(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function gitignoreIn(files: Files, folder: string): string | undefined {
  return readable(() => files.read(join(folder, ".gitignore")));
}

/** What stands in a folder; one that this person may not read stands for what is in it. */
function entriesOf({ files, found }: Search, folder: string): readonly FolderEntry[] {
  const entries = readable(() => files.entries(folder));
  if (entries === undefined) found.push(folder);
  return entries ?? [];
}

function textOf(files: Files, path: string): string | undefined {
  return readable(() => (files.size(path) > LARGEST_FILE ? undefined : files.read(path)));
}

/** What this person may not read is left out: it is not known whether it concerns anybody. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
