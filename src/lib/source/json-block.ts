import type { JsonValue } from "../base/json.ts";
import { isArray, isObject } from "../base/json.ts";

/** How JSON is laid out. */
export interface JsonStyle {
  /** What each level stands further in. */
  readonly unit: string;
  /** Whether a list of plain values stands on one line. */
  readonly shortLists: boolean;
}

/** A value as JSON lines; all but the first are indented from nothing. */
export function jsonBlock(value: JsonValue, style: JsonStyle): readonly string[] {
  if (isArray(value) && value.length > 0) {
    if (style.shortLists && !value.some((item) => isArray(item) || isObject(item))) {
      return [`[${value.map((item) => JSON.stringify(item)).join(", ")}]`];
    }
    return bracketed(
      "[",
      value.map((item) => jsonBlock(item, style)),
      "]",
      style,
    );
  }
  if (!isObject(value) || Object.keys(value).length === 0) return [JSON.stringify(value)];
  const members = Object.entries(value).map(([key, member]) => {
    const [first = "", ...rest] = jsonBlock(member, style);
    return [`${JSON.stringify(key)}: ${first}`, ...rest];
  });
  return bracketed("{", members, "}", style);
}

function bracketed(open: string, parts: readonly (readonly string[])[], close: string, { unit }: JsonStyle): readonly string[] {
  const lines = parts.flatMap((part, index) =>
    part.map((line, at) => `${unit}${line}${at === part.length - 1 && index < parts.length - 1 ? "," : ""}`),
  );
  return [open, ...lines, close];
}

/** Whether the lists of a text stand on one line where they can; they are taken to where it has none. */
export function hasShortLists(text: string): boolean {
  return /\[[ \t]*["\d]/.test(text) || !/\[\s*["\d]/.test(text);
}
