import type { JsonObject } from "../base/json.ts";
import type { SourceText } from "../base/span.ts";
import { diffSnapshots } from "../data/diff-snapshots.ts";
import type { TableKeys } from "../data/diff-snapshots.ts";
import type { ItemChange, Snapshot } from "../data/snapshot.ts";
import { checkSchema } from "../source/check-schema.ts";
import { valueOf } from "../source/node.ts";
import { parseJson } from "../source/parse-json.ts";
import { problemsError } from "../source/problems-error.ts";
import { map, record } from "../source/schema-shapes.ts";
import type { RecordSchema } from "../source/schema.ts";

/** The contents of tables at one moment, as they are saved. */
export interface SavedSnapshot {
  readonly version: 1;
  readonly tables: Readonly<Record<string, SavedTable>>;
}

interface SavedTable {
  /** Its key attributes. */
  readonly key: readonly string[];
  readonly items: readonly JsonObject[];
}

/** A snapshot as a file holds it: indented JSON, in the order of the keys, ending with a newline. */
export function snapshotText(snapshot: Snapshot, keys: TableKeys): string {
  const tables = Object.entries(snapshot).map(([name, items]): [string, SavedTable] => [name, { key: keys[name] ?? [], items }]);
  const saved: SavedSnapshot = { version: 1, tables: Object.fromEntries(tables) };
  return `${JSON.stringify(saved, null, 2)}\n`;
}

const schema: RecordSchema = record(
  "Tables that saga-cli saved.",
  {
    version: { type: "number" },
    tables: map(
      "Tables by name.",
      record(
        "A table.",
        {
          key: { type: "list", items: { type: "text" }, min: 1, max: 2 },
          items: { type: "list", items: map("An item.", { type: "any" }) },
        },
        ["key", "items"],
      ),
    ),
  },
  ["version", "tables"],
);

/** Reads a saved snapshot. @throws UserError with every place where it is none. */
export function readSnapshot(source: SourceText): SavedSnapshot {
  const { root, diagnostics } = parseJson(source);
  const [first, ...others] = root === undefined || diagnostics.length > 0 ? diagnostics : checkSchema(root, schema, { code: "snapshot" });
  if (first !== undefined) throw problemsError(source, first, others);
  if (root === undefined) throw new Error("JSON without problems has a value");
  return valueOf(root) as unknown as SavedSnapshot;
}

/** In which items two snapshots differ, table by table; a table that is in one of them only is empty in the other. */
export function diffSaved(before: SavedSnapshot, after: SavedSnapshot): readonly ItemChange[] {
  const tables = { ...after.tables, ...before.tables };
  const keys = Object.fromEntries(Object.entries(tables).map(([name, { key }]) => [name, key]));
  return diffSnapshots(contents(before), contents(after), keys);
}

function contents({ tables }: SavedSnapshot): Snapshot {
  return Object.fromEntries(Object.entries(tables).map(([name, { items }]) => [name, items]));
}
