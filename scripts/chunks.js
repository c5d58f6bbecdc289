import { join } from "node:path";

/**
 * Which modules of the program share a chunk, in the order of what needs them: the start of every command, what both lint and run need,
 * and the rest that every lint needs. Few files are read faster than many; all else stays in chunks of its own, loaded when it is wanted.
 */
export function chunksOf(root) {
  const from = (files, context) =>
    reached(
      files.map((file) => join(root, "src", file)),
      context,
    );
  let sets;
  return (id, context) => {
    sets ??= {
      start: from(["main.ts"], context),
      run: from(["commands/run-action.ts"], context),
      lint: from(["commands/lint-action.ts", "lib/reporters/lint-text.ts"], context),
    };
    if (sets.start.has(id)) return "start";
    if (!sets.lint.has(id)) return null;
    return sets.run.has(id) ? "definitions" : "lint";
  };
}

/** The modules that these import, and so on; what they only load when they want it does not count. */
function reached(ids, context) {
  const all = new Set();
  for (const todo = [...ids]; todo.length > 0;) {
    const id = todo.pop();
    if (all.has(id)) continue;
    all.add(id);
    todo.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return all;
}
