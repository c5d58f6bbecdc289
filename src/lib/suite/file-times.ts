import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** When each file below a folder was written last, by absolute path; hidden folders and node_modules are passed over. */
export function fileTimes(folder: string): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith(".") && entry.name !== "node_modules") visit(inner);
      } else {
        times.set(inner, statSync(inner, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      }
    }
  };
  visit(folder);
  return times;
}

/** The files that came, went or were written between two looks. */
export function changedFiles(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): readonly string[] {
  const written = [...after].filter(([path, time]) => before.get(path) !== time).map(([path]) => path);
  return [...written, ...[...before.keys()].filter((path) => !after.has(path))];
}
