import type { Ignore } from "ignore";

/** Which paths the .gitignore of a folder, and those of the folders above it, keep out (https://git-scm.com/docs/gitignore). */
export interface IgnoreRules {
  /** Whether something in the folder is ignored, by its name; that of a folder ends with a slash. */
  readonly ignores: (name: string) => boolean;
  /** The rules of a folder in this one, which has a .gitignore of its own or none. */
  readonly within: (folder: string, gitignore: string | undefined) => IgnoreRules;
}

/** The rules of the outermost folder, above which no .gitignore counts. */
export async function ignoreRules(gitignore: string | undefined): Promise<IgnoreRules> {
  const { default: ignore } = await import("ignore");
  return rulesOf({ levels: [], folder: "", read: (text) => ignore({ allowRelativePaths: true }).add(text) }, gitignore);
}

interface Place {
  /** What is said in the folders above, the nearest first. */
  readonly levels: readonly Level[];
  /** From the outermost folder, with a slash at the end. */
  readonly folder: string;
  readonly read: (gitignore: string) => Ignore;
}

/** One .gitignore and the folder it stands in. */
interface Level {
  readonly folder: string;
  readonly matcher: Ignore;
}

function rulesOf(place: Place, gitignore: string | undefined): IgnoreRules {
  const { folder, read } = place;
  const levels = gitignore === undefined ? place.levels : [{ folder, matcher: read(gitignore) }, ...place.levels];
  return {
    ignores: (name) => isIgnored(levels, folder + name),
    within: (name, inner) => rulesOf({ levels, folder: `${folder}${name}/`, read }, inner),
  };
}

/** The nearest .gitignore that speaks of the path decides. */
function isIgnored(levels: readonly Level[], path: string): boolean {
  for (const { folder, matcher } of levels) {
    const { ignored, unignored } = matcher.test(path.slice(folder.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
