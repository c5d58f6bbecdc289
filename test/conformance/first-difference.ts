import type { JsonObject, JsonValue } from "../../src/lib/base/json.ts";
import { isArray, isObject } from "../../src/lib/base/json.ts";
import type { Placeholders } from "./placeholders.ts";

/** Where two values differ; a side is undefined where it has nothing at that path. */
export interface Difference {
  readonly path: string;
  readonly expected: JsonValue | undefined;
  readonly actual: JsonValue | undefined;
}

/** The first place at which a canonical value differs from what is expected; undefined where they match. */
export function firstDifference(expected: JsonValue, actual: JsonValue, placeholders: Placeholders, path = ""): Difference | undefined {
  if (isObject(expected) && isObject(actual)) return objectDifference(expected, actual, placeholders, path);
  if (isArray(expected) && isArray(actual)) return arrayDifference(expected, actual, placeholders, path);
  if (expected === actual) return undefined;
  // A boolean stands for itself: recordings put no placeholder in its place.
  if (typeof expected === "string" && typeof actual !== "boolean") {
    if (placeholders.isAnything(expected)) return undefined;
    if (placeholders.fits(expected, typeof actual === "string" ? actual : JSON.stringify(actual))) return undefined;
  }
  return { path, expected, actual };
}

function objectDifference(expected: JsonObject, actual: JsonObject, placeholders: Placeholders, path: string): Difference | undefined {
  const stray = new Set(Object.keys(actual).filter((key) => !Object.hasOwn(expected, key)));
  const patterns = Object.keys(expected).filter((key) => !Object.hasOwn(actual, key));
  for (const [key, value] of Object.entries(expected)) {
    const found = Object.hasOwn(actual, key) ? key : [...stray].find((other) => placeholders.fits(key, other));
    const difference =
      found === undefined
        ? { path: `${path}.${key}`, expected: value, actual: undefined }
        : firstDifference(value, actual[found]!, placeholders, `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  const unexpected = [...stray].find((key) => !patterns.some((pattern) => placeholders.fits(pattern, key)));
  return unexpected === undefined ? undefined : { path: `${path}.${unexpected}`, expected: undefined, actual: actual[unexpected] };
}

function arrayDifference(
  expected: readonly JsonValue[],
  actual: readonly JsonValue[],
  placeholders: Placeholders,
  path: string,
): Difference | undefined {
  if (expected.length !== actual.length) return { path: `${path}.length`, expected, actual };
  for (const [index, item] of expected.entries()) {
    const difference = firstDifference(item, actual[index]!, placeholders, `${path}[${index}]`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
