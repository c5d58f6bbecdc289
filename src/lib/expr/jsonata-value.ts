import type { JsonValue } from "../base/json.ts";
import { objectOf } from "../base/json.ts";

/** A JSONata result that is no JSON: a function, or something that holds one. */
export const NOT_JSON: unique symbol = Symbol("not JSON");

/**
 * The JSON value of what JSONata gave: its marked arrays become plain ones, numbers without a JSON form become text as on AWS
 * (`"Infinity"`, `"NaN"`), and whatever already is plain is returned as it is, by reference.
 */
export function plainValue(result: unknown): JsonValue | undefined | typeof NOT_JSON {
  if (typeof result === "number" && !Number.isFinite(result)) return String(result);
  if (typeof result === "function") return NOT_JSON;
  if (typeof result !== "object" || result === null) return result as JsonValue | undefined;
  return Array.isArray(result) ? plainArray(result) : plainObject(result);
}

function plainArray(result: readonly unknown[]): JsonValue | typeof NOT_JSON {
  const items: JsonValue[] = [];
  // JSONata marks its own arrays with properties.
  let same = Object.keys(result).length === result.length && !Object.hasOwn(result, "sequence");
  for (const item of result) {
    const plain = plainValue(item);
    if (plain === NOT_JSON) return NOT_JSON;
    same &&= plain === item;
    items.push(plain ?? null);
  }
  return same ? (result as readonly JsonValue[]) : items;
}

function plainObject(result: object): JsonValue | typeof NOT_JSON {
  if ("_jsonata_lambda" in result || "_jsonata_function" in result) return NOT_JSON;
  const entries: (readonly [string, JsonValue])[] = [];
  let same = true;
  for (const [key, value] of Object.entries(result)) {
    const plain = plainValue(value);
    if (plain === NOT_JSON) return NOT_JSON;
    same &&= plain === value && plain !== undefined;
    if (plain !== undefined) entries.push([key, plain]);
  }
  return same ? (result as JsonValue) : objectOf(entries);
}
