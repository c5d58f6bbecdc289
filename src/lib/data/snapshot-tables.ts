import type { JsonObject, JsonValue } from "../base/json.ts";
import { member } from "../base/json.ts";
import { fromItem } from "./attribute-value.ts";
import type { DynamoDb } from "./dynamodb.ts";
import { scanTable } from "./scan-table.ts";
import type { Snapshot } from "./snapshot.ts";
import type { TableSpecs } from "./tables.ts";

/** Everything that the tables hold now, as plain JSON in key order. */
export async function snapshotTables(db: DynamoDb, tables: TableSpecs): Promise<Snapshot> {
  const contents = await Promise.all(
    Object.entries(tables).map(async ([name, { key }]): Promise<readonly [string, readonly JsonObject[]]> => {
      const items = (await scanTable(db, name)).map(fromItem);
      return [name, items.sort((a, b) => compareKeys(a, b, key))];
    }),
  );
  return Object.fromEntries(contents);
}

function compareKeys(a: JsonObject, b: JsonObject, key: readonly string[]): number {
  for (const name of key) {
    const order = compare(member(a, name) ?? null, member(b, name) ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Key attributes are text or numbers; a number too long for JavaScript is text, which `<` compares as a number with a number. */
function compare(a: JsonValue, b: JsonValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a === b) return 0;
  return (a as string) < (b as string) ? -1 : 1;
}
