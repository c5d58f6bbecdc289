import type { JsonObject } from "../base/json.ts";

/** The whole contents of the tables at one moment: items as plain JSON, in key order. */
export type Snapshot = Readonly<Record<string, readonly JsonObject[]>>;

/** One item that differs between two snapshots. */
export interface ItemChange {
  readonly table: string;
  /** Its key attributes, as `{ order_id: "o-1" }`. */
  readonly key: JsonObject;
  /** null where the item did not exist. */
  readonly before: JsonObject | null;
  /** null where the item is gone. */
  readonly after: JsonObject | null;
}
