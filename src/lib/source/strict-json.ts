import { MAX_DEPTH } from "./depth.ts";
import { repeatsKey } from "./findings.ts";
import type { Member, Node, StringNode } from "./node.ts";

/**
 * Reads a JSON text (RFC 8259) in one pass; undefined as soon as anything in it is worth a diagnostic, for another reader to explain.
 * Every function reads what begins at an offset of the text; the span of the node that it answers says where to go on.
 */
export function readStrictJson(text: string): Node | undefined {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  const root = readValue(text, skipSpace(text, start), 0);
  return root !== undefined && skipSpace(text, root.span.end) === text.length ? root : undefined;
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
      return text.startsWith("true", start) ? { type: "boolean", value: true, span: { start, end: start + 4 } } : undefined;
    case LETTER_F:
      return text.startsWith("false", start) ? { type: "boolean", value: false, span: { start, end: start + 5 } } : undefined;
    case LETTER_N:
      return text.startsWith("null", start) ? { type: "null", span: { start, end: start + 4 } } : undefined;
    default:
      return readNumber(text, start);
  }
}

function readObject(text: string, start: number, depth: number): Node | undefined {
  const members: Member[] = [];
  let at = skipSpace(text, start + 1);
  if (text.charCodeAt(at) === CLOSE_BRACE) return { type: "object", members, span: { start, end: at + 1 } };
  for (;;) {
    const member = readMember(text, at, depth);
    if (member === undefined) return undefined;
    members.push(member);
    at = skipSpace(text, member.value.span.end);
    const next = text.charCodeAt(at);
    if (next === CLOSE_BRACE) return repeatsKey(members) ? undefined : { type: "object", members, span: { start, end: at + 1 } };
    if (next !== COMMA) return undefined;
    at = skipSpace(text, at + 1);
  }
}

function readMember(text: string, start: number, depth: number): Member | undefined {
  const name = text.charCodeAt(start) === QUOTE ? readString(text, start) : undefined;
  if (name === undefined) return undefined;
  const colon = skipSpace(text, name.span.end);
  if (text.charCodeAt(colon) !== COLON) return undefined;
  const value = readValue(text, skipSpace(text, colon + 1), depth);
  return value && { key: name.value, keySpan: name.span, value };
}

function readArray(text: string, start: number, depth: number): Node | undefined {
  let at = skipSpace(text, start + 1);
  if (text.charCodeAt(at) === CLOSE_BRACKET) return { type: "array", items: [], span: { start, end: at + 1 } };
  let item = readValue(text, at, depth);
  // A list begun with its first item has room for that alone, one that grows by pushes for seventeen; and most lists hold one.
  const items = item === undefined ? [] : [item];
  while (item !== undefined) {
    at = skipSpace(text, item.span.end);
    const next = text.charCodeAt(at);
    if (next === CLOSE_BRACKET) return { type: "array", items, span: { start, end: at + 1 } };
    if (next !== COMMA) return undefined;
    item = readValue(text, skipSpace(text, at + 1), depth);
    if (item !== undefined) items.push(item);
  }
  return undefined;
}

function readString(text: string, start: number): StringNode | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return { type: "string", value: text.slice(start + 1, at), span: { start, end: at + 1 } };
    if (code === BACKSLASH) return readEscapedString(text, start);
    if (code < SPACE) return undefined;
  }
  return undefined;
}

function readEscapedString(text: string, start: number): StringNode | undefined {
  let close = start + 1;
  while (close < text.length && text.charCodeAt(close) !== QUOTE) close += text.charCodeAt(close) === BACKSLASH ? 2 : 1;
  const end = close + 1;
  try {
    return { type: "string", value: JSON.parse(text.slice(start, end)) as string, span: { start, end } };
  } catch {
    return undefined;
  }
}

function readNumber(text: string, start: number): Node | undefined {
  NUMBER.lastIndex = start;
  if (!NUMBER.test(text)) return undefined;
  const end = NUMBER.lastIndex;
  const value = Number(text.slice(start, end));
  return Number.isFinite(value) ? { type: "number", value, span: { start, end } } : undefined;
}

function skipSpace(text: string, start: number): number {
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) return at;
  }
}
