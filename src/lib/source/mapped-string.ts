import type { SourceText, Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import type { StringNode } from "./node.ts";
import type { MappedText, Piece } from "./mapped-text.ts";
import { mappedText } from "./mapped-text.ts";

/**
 * The value of a string of a JSON or YAML tree, each character with its place in the file, in any style:
 * plain, single and double quoted, `|` and `>` (https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions, chapter 8).
 * Where text and value do not fit together (an alias, a value put in the place of a token), the whole value stands for the whole string.
 */
export function mappedString({ text }: SourceText, node: StringNode): MappedText {
  const { value } = node;
  const span = spanOf(node);
  const pieces = stringPieces(text, value, span);
  const mapped = mappedText(pieces);
  return mapped.text === value && pieces.length > 0 ? mapped : mappedText([{ text: value, span }]);
}

/** What a string is made of; its first character tells its style. */
function stringPieces(text: string, value: string, span: Span): readonly Piece[] {
  const quoted = { start: span.start + 1, end: span.end - 1 };
  switch (text[span.start]) {
    case '"':
      return flowPieces(text, quoted, DOUBLE);
    case "'":
      return flowPieces(text, quoted, SINGLE);
    case "|":
    case ">":
      return blockPieces(text, value, span);
    default:
      return flowPieces(text, span, PLAIN);
  }
}

/** A line break with the space around it, or an escape; whatever stands between them is as it is. */
const DOUBLE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|\r?\n[ \t]*|[^])|(?<![ \t])[ \t]*\r?\n\s*/g;
const SINGLE = /''|(?<![ \t])[ \t]*\r?\n\s*/g;
const PLAIN = /(?<![ \t])[ \t]*\r?\n\s*/g;

function flowPieces(text: string, { start, end }: Span, special: RegExp): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  const verbatim = (to: number): void => void (to > at && pieces.push({ text: text.slice(at, to), span: { start: at, end: to } }));
  for (const { 0: found, index } of text.slice(start, end).matchAll(special)) {
    verbatim(start + index);
    at = start + index + found.length;
    pieces.push({ text: unescaped(found), span: { start: start + index, end: at } });
  }
  verbatim(end);
  return pieces;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1B",
  N: "\x85",
  _: "\xA0",
  L: "\u2028",
  P: "\u2029",
};

function unescaped(found: string): string {
  if (found === "''") return "'";
  if (!found.startsWith("\\")) return foldedBreak(found);
  const [, sign = ""] = found;
  if (found.length > 2 && /[xuU]/.test(sign)) return codePoint(Number.parseInt(found.slice(2), 16));
  if (/[\r\n]/.test(sign)) return "";
  return ESCAPES[sign] ?? sign;
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** One line break in a quoted or plain string is a space; each further one is a break. */
function foldedBreak(found: string): string {
  const breaks = found.split("\n").length - 1;
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

/**
 * A block keeps what is visible of each line as it is, and makes its own of the space between:
 * so line and value are laid side by side, whatever indentation, folding and chomping made of that space.
 */
function blockPieces(text: string, value: string, { start, end }: Span): readonly Piece[] {
  const pieces: Piece[] = [];
  const header = text.indexOf("\n", start);
  let at = header === -1 || header > end ? end : header + 1;
  let done = 0;
  const between = (to: number, upTo: number): void =>
    void (to > done && pieces.push({ text: value.slice(done, to), span: { start: at, end: upTo } }));
  for (const { 0: visible, index } of text.slice(at, end).matchAll(/[^\s](?:.*[^\s])?/g)) {
    const lineStart = header + 1 + index;
    const found = value.indexOf(visible, done);
    if (found === -1 || value.slice(done, found).trim() !== "") return [];
    between(found, lineStart);
    at = lineStart + visible.length;
    done = found + visible.length;
    pieces.push({ text: visible, span: { start: lineStart, end: at } });
  }
  between(value.length, end);
  return pieces;
}
