import type { JsonValue } from "../../src/lib/base/json.ts";
import { isArray, isObject, objectOf } from "../../src/lib/base/json.ts";

/** Fields whose text is JSON whatever it looks like: a payload may be a number, true, null or a quoted text. */
const PAYLOAD_FIELDS = new Set(["input", "output", "parameters", "cause", "taskCredentials"]);

/** The value with all JSON inside its texts parsed, at any depth: payloads are compared as JSON, and recordings may hold them parsed. */
export function canonical(value: JsonValue, field?: string): JsonValue {
  if (isArray(value)) return value.map((item) => canonical(item));
  if (isObject(value)) return objectOf(Object.entries(value).map(([key, item]) => [key, canonical(item, key)]));
  if (typeof value !== "string") return value;
  const text = value.trim();
  const looksLikeJson = /^[{[]/.test(text) && /[}\]]$/.test(text);
  if (!looksLikeJson && (field === undefined || !PAYLOAD_FIELDS.has(field))) return value;
  const parsed = parse(text);
  return parsed === undefined ? value : canonical(parsed);
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
