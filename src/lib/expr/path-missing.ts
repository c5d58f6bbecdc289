import type { JsonValue } from "../base/json.ts";
import { isArray, isObject } from "../base/json.ts";
import { readKeys } from "./evaluate-path.ts";
import type { JsonPath } from "./json-path.ts";

/** Why a definite path found nothing, in AWS's words: `Invalid path '$.order' : No results for path: $['order']`. */
export function explainMissing(path: JsonPath, root: JsonValue | undefined): string {
  return `Invalid path '${path.text}' : ${reason(path.keys ?? [], root)}`;
}

function reason(keys: readonly (string | number)[], root: JsonValue | undefined): string {
  for (const [position, key] of keys.entries()) {
    const parent = root === undefined ? undefined : readKeys(root, keys.slice(0, position));
    if (typeof key === "string" && !isObject(parent)) {
      return `Expected to find an object with property ['${key}'] in path ${canonical(keys.slice(0, position))} but found '${kindOf(parent)}'`;
    }
    if (typeof key === "number" && !isArray(parent)) {
      return `Filter: [${key}] can only be applied to arrays. Current context is: ${JSON.stringify(parent ?? null)}`;
    }
    const here = root === undefined ? undefined : readKeys(root, keys.slice(0, position + 1));
    const last = position === keys.length - 1;
    if (here === undefined && typeof key === "string" && !last) return `Missing property in path ${canonical(keys.slice(0, position + 1))}`;
    if (here === undefined) break;
  }
  return `No results for path: ${canonical(keys)}`;
}

/** The path as Jayway writes it: `$['order']['items'][0]`. */
function canonical(keys: readonly (string | number)[]): string {
  return `$${keys.map((key) => (typeof key === "string" ? `['${key}']` : `[${key}]`)).join("")}`;
}

function kindOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "null";
  return isArray(value) ? "array" : typeof value;
}
