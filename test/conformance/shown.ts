import type { JsonValue } from "../../src/lib/base/json.ts";

const LONGEST = 400;

/** A value as a person reads it in a message: text as it is, anything else as JSON, cut where it is long. */
export function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
