import type { Ignore } from "ignore";

/** Which paths the .gitignore of a folder, and those of the folders above it, keep out (https://git-scm.com/docs/gitignore). */
export interface IgnoreRules {
  /** Whether something in the folder is ignored, by its name; that of a folder ends with a slash. */
  readonly ignores: (name: string) => boolean;
  /** The rules of a folder in this one, which has a .gitignore of its own or none. */
  readonly within: (folder: string, gitignore: string | undefined) => Promise<IgnoreRules>;
}

/** The rules of the outermost folder, above which no .gitignore counts. */
export function ignoreRules(gitignore: string | undefined): Promise<IgnoreRules> {
  return rulesOf([], "", gitignore);
}

/** One .gitignore and the folder it stands in. */
interface Level {
  readonly folder: string;
  readonly matcher: Ignore;
}

/** `above` is what the folders above say, the nearest first; `folder` leads from the outermost one, with a slash at the end. */
async function rulesOf(above: readonly Level[], folder: string, gitignore: string | undefined): Promise<IgnoreRules> {
  const levels = gitignore === undefined ? above : [{ folder, matcher: await matcherOf(gitignore) }, ...above];
  return {
    ignores: (name) => isIgnored(levels, folder + name),
    within: (name, inner) => rulesOf(levels, `${folder}${name}/`, inner),
  };
}

/** Many folders have no .gitignore, and nothing is loaded for those. */
async function matcherOf(gitignore: string): Promise<Ignore> {
  const { default: ignore } = await import("ignore");
  return ignore({ allowRelativePaths: true }).add(gitignore);
}

/** The nearest .gitignore that speaks of the path decides. */
function isIgnored(levels: readonly Level[], path: string): boolean {
  for (const { folder, matcher } of levels) {
    const { ignored, unignored } = matcher.test(path.slice(folder.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
