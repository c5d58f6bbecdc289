import type { JsonObject, JsonValue } from "../base/json.ts";
import { deepEqual, member, objectOf } from "../base/json.ts";
import type { ItemChange, Snapshot } from "./snapshot.ts";

/** The key attributes of each table: partition key, then the sort key if there is one. */
export type TableKeys = Readonly<Record<string, readonly string[]>>;

/** The items that were put, changed or deleted between two snapshots, table by table in the order of `keys`: first what was there before, then what is new. */
export function diffSnapshots(before: Snapshot, after: Snapshot, keys: TableKeys): readonly ItemChange[] {
  return Object.entries(keys).flatMap(([table, key]) => diffTable(table, key, before[table] ?? [], after[table] ?? []));
}

function diffTable(
  table: string,
  key: readonly string[],
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): readonly ItemChange[] {
  const remaining = new Map(after.map((item) => [identity(item, key), item]));
  const changes: ItemChange[] = [];
  for (const was of before) {
    const is = remaining.get(identity(was, key)) ?? null;
    remaining.delete(identity(was, key));
    if (is === null || !deepEqual(was, is)) changes.push({ table, key: keyOf(was, key), before: was, after: is });
  }
  for (const is of remaining.values()) changes.push({ table, key: keyOf(is, key), before: null, after: is });
  return changes;
}

function keyOf(item: JsonObject, key: readonly string[]): JsonObject {
  return objectOf(key.map((name): [string, JsonValue] => [name, member(item, name) ?? null]));
}

function identity(item: JsonObject, key: readonly string[]): string {
  return JSON.stringify(key.map((name) => member(item, name) ?? null));
}
