import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";

/**
 * What a failure's Cause says without the payloads it may carry: Lambda's JSON cause is reduced to its errorMessage, a nested execution's
 * to its own Error and Cause, any other JSON to null; plain text stays.
 */
export function causeSummary(cause: string): string | null {
  const value = parsed(cause);
  if (value === undefined) return cause;
  if (!isObject(value)) return null;
  const message = member(value, "errorMessage");
  if (typeof message === "string") return message;
  const error = member(value, "Error");
  const inner = member(value, "Cause");
  const parts = [error, typeof inner === "string" ? causeSummary(inner) : null].filter((part) => typeof part === "string");
  return parts.length === 0 ? null : parts.join(": ");
}

function parsed(text: string): JsonValue | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
