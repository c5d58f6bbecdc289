import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";

/** Where JSON may begin: a bracket at the start of a word, not one inside a path as `$.items[0]`. */
const JSON_START = /(?<=^|[\s'"(:=])(?:\{(?=\s*["}])|\[(?=\s*["{[\]\d-]))/;

/**
 * What a failure's Cause says without the payloads it may carry: Lambda's JSON cause is reduced to its errorMessage, a nested execution's
 * to its own Error and Cause, any other JSON to null; in plain text, `…` stands for the JSON that says nothing else.
 */
export function causeSummary(cause: string): string | null {
  const value = parsed(cause);
  return value === undefined ? withoutPayloads(cause) : jsonSummary(value);
}

function jsonSummary(value: JsonValue): string | null {
  if (!isObject(value)) return null;
  const message = member(value, "errorMessage");
  if (typeof message === "string") return withoutPayloads(message);
  const error = member(value, "Error");
  const inner = member(value, "Cause");
  const parts = [error, typeof inner === "string" ? causeSummary(inner) : null].filter((part) => typeof part === "string");
  return parts.length === 0 ? null : parts.join(": ");
}

/** Step Functions and Lambda quote inputs and results in their messages, whole or cut off. */
function withoutPayloads(text: string): string {
  let shown = "";
  let rest = text;
  for (let start = rest.search(JSON_START); start !== -1; start = rest.search(JSON_START)) {
    const end = bracketEnd(rest, start);
    const value = parsed(rest.slice(start, end));
    shown += rest.slice(0, start) + ((value === undefined ? null : jsonSummary(value)) ?? "…");
    rest = rest.slice(end);
  }
  return shown + rest;
}

/** The end of the bracket that opens at `start`; the text's where it is never closed. */
function bracketEnd(text: string, start: number): number {
  let depth = 0;
  const marks = /"(?:[^"\\]|\\[^])*"|[[\]{}]/g;
  marks.lastIndex = start;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === "{" || mark[0] === "[") depth += 1;
    else if (mark[0] === "}" || mark[0] === "]") depth -= 1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

function parsed(text: string): JsonValue | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
