import type { JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";

/** The value at a path of names and indexes (`$.order.id`, `$['order id'][0]`), as text; null where there is none. */
export function businessKey(path: string, value: JsonValue): string | null {
  let found: JsonValue | undefined = value;
  for (const [, name, quoted, index] of path.replace(/^\$/, "").matchAll(/\.([^.[\]]+)|\[['"](.+?)['"]\]|\[(\d+)\]/g)) {
    const key = name ?? quoted;
    if (key !== undefined) found = isObject(found) ? member(found, key) : undefined;
    else found = isArray(found) ? found[Number(index)] : undefined;
  }
  if (found === undefined || found === null) return null;
  return typeof found === "string" ? found : JSON.stringify(found);
}
