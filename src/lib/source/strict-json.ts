import { MAX_DEPTH } from "./depth.ts";
import { repeatsKey } from "./findings.ts";
import type { Member, Node } from "./node.ts";

/**
 * Reads a JSON text (RFC 8259) in one pass; undefined as soon as anything in it is worth a diagnostic, for another reader to explain.
 * Every function reads what begins at an offset of the text; the end of the node that it answers says where to go on.
 */
export function readStrictJson(text: string): Node | undefined {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  const root = readValue(text, skipSpace(text, start), 0);
  return root !== undefined && skipSpace(text, root.end) === text.length ? root : undefined;
}

/** Not JSON, but editors put it there. */
const BYTE_ORDER_MARK = 0xfeff;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** What a string does not hold as it is: a backslash or a control character. */
const ESCAPED = /[^ -[\]-\uffff]/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readValue(text: string, start: number, depth: number): Node | undefined {
  switch (text.charCodeAt(start)) {
    case QUOTE:
      return readString(text, start);
    case OPEN_BRACE:
      return depth < MAX_DEPTH ? readObject(text, start, depth + 1) : undefined;
    case OPEN_BRACKET:
      return depth < MAX_DEPTH ? readArray(text, start, depth + 1) : undefined;
    case LETTER_T:
      return text.startsWith("true", start) ? { type: "boolean", value: true, start, end: start + 4 } : undefined;
    case LETTER_F:
      return text.startsWith("false", start) ? { type: "boolean", value: false, start, end: start + 5 } : undefined;
    case LETTER_N:
      return text.startsWith("null", start) ? { type: "null", start, end: start + 4 } : undefined;
    default:
      return readNumber(text, start);
  }
}

function readObject(text: string, start: number, depth: number): Node | undefined {
  const members: Member[] = [];
  let at = skipSpace(text, start + 1);
  if (text.charCodeAt(at) === CLOSE_BRACE) return { type: "object", members, start, end: at + 1 };
  for (;;) {
    const keyEnd = endOfString(text, at);
    const key = stringIn(text, at, keyEnd);
    const colon = skipSpace(text, keyEnd);
    if (key === undefined || text.charCodeAt(colon) !== COLON) return undefined;
    const value = readValue(text, skipSpace(text, colon + 1), depth);
    if (value === undefined) return undefined;
    members.push({ key, start: at, end: keyEnd, value });
    at = skipSpace(text, value.end);
    const next = text.charCodeAt(at);
    if (next === CLOSE_BRACE) return repeatsKey(members) ? undefined : { type: "object", members, start, end: at + 1 };
    if (next !== COMMA) return undefined;
    at = skipSpace(text, at + 1);
  }
}

function readArray(text: string, start: number, depth: number): Node | undefined {
  let at = skipSpace(text, start + 1);
  if (text.charCodeAt(at) === CLOSE_BRACKET) return { type: "array", items: [], start, end: at + 1 };
  let item = readValue(text, at, depth);
  // A list begun with its first item has room for that alone, one that grows by pushes for seventeen; and most lists hold one.
  const items = item === undefined ? [] : [item];
  while (item !== undefined) {
    at = skipSpace(text, item.end);
    const next = text.charCodeAt(at);
    if (next === CLOSE_BRACKET) return { type: "array", items, start, end: at + 1 };
    if (next !== COMMA) return undefined;
    item = readValue(text, skipSpace(text, at + 1), depth);
    if (item !== undefined) items.push(item);
  }
  return undefined;
}

function readString(text: string, start: number): Node | undefined {
  const end = endOfString(text, start);
  const value = stringIn(text, start, end);
  return value === undefined ? undefined : { type: "string", value, start, end };
}

/** Where the string that begins at an offset ends; not behind the offset where none begins there, and behind the text where it is not closed. */
function endOfString(text: string, start: number): number {
  if (text.charCodeAt(start) !== QUOTE) return start;
  const close = text.indexOf('"', start + 1);
  return text.charCodeAt(close - 1) === BACKSLASH ? endOfEscapedString(text, start) : close + 1;
}

function endOfEscapedString(text: string, start: number): number {
  let close = start + 1;
  while (close < text.length && text.charCodeAt(close) !== QUOTE) close += text.charCodeAt(close) === BACKSLASH ? 2 : 1;
  return close + 1;
}

/** What the string says that stands between two offsets; undefined where none does. */
function stringIn(text: string, start: number, end: number): string | undefined {
  if (end <= start) return undefined;
  const value = text.slice(start + 1, end - 1);
  return ESCAPED.test(value) ? unescaped(text.slice(start, end)) : value;
}

function unescaped(string: string): string | undefined {
  try {
    return JSON.parse(string) as string;
  } catch {
    return undefined;
  }
}

function readNumber(text: string, start: number): Node | undefined {
  NUMBER.lastIndex = start;
  if (!NUMBER.test(text)) return undefined;
  const end = NUMBER.lastIndex;
  const value = Number(text.slice(start, end));
  return Number.isFinite(value) ? { type: "number", value, start, end } : undefined;
}

function skipSpace(text: string, start: number): number {
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) return at;
  }
}
