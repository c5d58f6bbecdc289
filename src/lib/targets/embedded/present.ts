import type { JsonObject, JsonValue } from "../../base/json.ts";

/** An object of the members that have a value; the others are left out. */
export function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const entries = Object.entries(members).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
