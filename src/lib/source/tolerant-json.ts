import { printParseErrorCode, visit } from "jsonc-parser";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import { MAX_DEPTH, TooDeep } from "./depth.ts";
import { duplicateKeys, inTextOrder, syntaxError } from "./findings.ts";
import type { InnerText } from "./inner-text.ts";
import { isMismatch, jsonError } from "./json-error.ts";
import type { Member, Node } from "./node.ts";
import type { ParsedText } from "./parsed-text.ts";

/** An object or array that is still open. */
interface Frame {
  readonly type: "object" | "array";
  readonly start: number;
  readonly members: Member[];
  readonly items: Node[];
  /** The key whose value comes next, and where it stands. */
  key: string | undefined;
  keySpan: Span;
}

const NOWHERE: Span = { start: 0, end: 0 };

/** Reads JSON with errors in it: a tree as far as the text can be read, and everything wrong with it; throws {@link TooDeep}. */
export function readTolerantJson(source: InnerText): ParsedText {
  const diagnostics: Diagnostic[] = [];
  const open: Frame[] = [];
  let root: Node | undefined;
  let lastClosed: Frame | undefined;
  let comma: number | undefined;
  let previousEnd = 0;
  /** Where the last error was, and whether what comes now only follows from it. */
  let errorAt = -1;
  let following = false;
  /** A bracket closed the wrong thing, so the end of the text closes too little or too much. */
  let mismatched = false;

  /** The parser puts the end of an open comment behind that of the text. */
  function endOf(offset: number, length: number): number {
    return Math.min(offset + length, source.text.length);
  }

  function read(offset: number, length: number): void {
    comma = undefined;
    previousEnd = offset + length;
    if (offset > errorAt) following = false;
  }

  function add(node: Node): void {
    const frame = open.at(-1);
    if (frame === undefined) root ??= node;
    else if (frame.type === "array") frame.items.push(node);
    else if (frame.key !== undefined) {
      frame.members.push({ key: frame.key, ...frame.keySpan, value: node });
      frame.key = undefined;
    }
  }

  function begin(type: Frame["type"], offset: number): void {
    read(offset, 1);
    if (open.length >= MAX_DEPTH) throw new TooDeep({ start: offset, end: offset + 1 });
    open.push({ type, start: offset, members: [], items: [], key: undefined, keySpan: NOWHERE });
  }

  function end(offset: number, length: number): void {
    const frame = open.pop();
    if (frame === undefined) return;
    previousEnd = endOf(offset, length);
    lastClosed = frame;
    const span = { start: frame.start, end: previousEnd };
    if (frame.type === "object" && frame.members.length > 1) diagnostics.push(...duplicateKeys(source, frame.members));
    add(frame.type === "object" ? { type: "object", members: frame.members, ...span } : { type: "array", items: frame.items, ...span });
  }

  // A byte order mark is not JSON, but editors put it there; a space keeps every offset.
  visit(
    source.text.replace(/^\uFEFF/, " "),
    {
      onObjectBegin: (offset) => begin("object", offset),
      onArrayBegin: (offset) => begin("array", offset),
      onObjectEnd: end,
      onArrayEnd: end,
      onObjectProperty(key, offset, length) {
        read(offset, length);
        const frame = open.at(-1);
        if (frame === undefined) return;
        frame.key = key;
        frame.keySpan = { start: offset, end: offset + length };
      },
      onLiteralValue(value: string | number | boolean | null, offset, length) {
        read(offset, length);
        add(literal(value, { start: offset, end: offset + length }, diagnostics));
      },
      onSeparator(character, offset, length) {
        read(offset, length);
        if (character === ",") comma = offset;
      },
      onError(error, offset, length) {
        const code = printParseErrorCode(error);
        const atEnd = offset >= source.text.length;
        const frame = code === "CloseBraceExpected" || code === "CloseBracketExpected" ? lastClosed : open.at(-1);
        const span = { start: offset, end: endOf(offset, length) };
        const context = { source, code, span, open: frame, comma, previousEnd };
        if (following || (atEnd && mismatched)) return;
        mismatched ||= isMismatch(context);
        diagnostics.push(jsonError(context));
        following = true;
        errorAt = offset;
      },
    },
    { disallowComments: true },
  );
  return { source, root, diagnostics: inTextOrder(diagnostics), comments: [] };
}

function literal(value: string | number | boolean | null, span: Span, diagnostics: Diagnostic[]): Node {
  if (value === null) return { type: "null", ...span };
  if (typeof value === "string") return { type: "string", value, ...span };
  if (typeof value === "boolean") return { type: "boolean", value, ...span };
  if (!Number.isFinite(value)) diagnostics.push(syntaxError(span, "This number is too large"));
  return { type: "number", value, ...span };
}
