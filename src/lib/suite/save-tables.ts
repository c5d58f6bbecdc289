import { join } from "node:path";
import type { Files } from "../base/ports.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { ObservationDetails } from "./observation.ts";
import { snapshotText } from "./snapshot-file.ts";
import { tablesOf } from "./tables-of.ts";

/** Saves the tables of one case, before and after. */
export type SaveTables = (resolved: ResolvedMachine, name: string, details: ObservationDetails) => void;

const LONGEST_NAME = 80;

/** Saves into a folder (absolute): `MACHINE/0001-CASE.before.json` and `.after.json`, in the order of the cases. */
export function saveTablesIn(files: Files, folder: string): SaveTables {
  let cases = 0;
  return (resolved, name, { before, after }) => {
    cases += 1;
    if (before === null || after === null) return;
    const keys = Object.fromEntries(Object.entries(tablesOf(resolved)).map(([table, { key }]) => [table, key]));
    const stem = `${String(cases).padStart(4, "0")}-${fileName(name)}`;
    files.write(join(folder, fileName(resolved.name), `${stem}.before.json`), snapshotText(before, keys));
    files.write(join(folder, fileName(resolved.name), `${stem}.after.json`), snapshotText(after, keys));
  };
}

/** Whatever a case is called, its files stay in their folder. */
function fileName(name: string): string {
  const safe = name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, LONGEST_NAME);
  return safe.replaceAll(/^-|-$/g, "") || "case";
}
