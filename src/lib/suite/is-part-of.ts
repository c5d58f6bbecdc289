import type { JsonValue } from "../base/json.ts";
import { deepEqual, isObject, member } from "../base/json.ts";

/** Whether a value is as expected: of a mapping, at any depth, only the expected members count; everything else is equal. */
export function isPartOf(expected: JsonValue, actual: JsonValue | undefined): boolean {
  if (!isObject(expected) || !isObject(actual)) return deepEqual(expected, actual);
  return Object.entries(expected).every(([key, value]) => Object.hasOwn(actual, key) && isPartOf(value, member(actual, key)));
}
