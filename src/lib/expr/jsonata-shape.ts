/** What a JSONata expression makes, as far as its text says so; JSONata itself need not be loaded for it. */
export type JsonataShape =
  /** What a reference as `$states.input.order` or `$flights[0].id` finds; at least one name. */
  | { readonly type: "reference"; readonly names: readonly (string | number)[] }
  /** An object; `open` where it may have more fields than these. */
  | { readonly type: "object"; readonly entries: readonly ShapeEntry[]; readonly open: boolean }
  /** A list, which JSONata flattens: an item that is a list itself stands for its items. */
  | { readonly type: "array"; readonly items: readonly JsonataShape[] }
  /** One object of all these, the later ones over the earlier: `$merge([…])`, and `… ~> |$|{…}|`. */
  | { readonly type: "merge"; readonly parts: readonly JsonataShape[] }
  /** A text, a number, true, false or null. */
  | { readonly type: "literal" }
  /** Anything. */
  | { readonly type: "other" };

export interface ShapeEntry {
  readonly key: string;
  readonly value: JsonataShape;
}

const OTHER: JsonataShape = { type: "other" };
/** Far deeper than a person writes. */
const MAX_DEPTH = 30;

const SPACE = /(?:\s|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))*/y;
/** One that has no end goes on to the end of the text, so that no text is searched twice. */
const STRING = /"(?:[^"\\]|\\[\s\S]?)*(?:"|$)|'(?:[^'\\]|\\[\s\S]?)*(?:'|$)/y;
const REFERENCE = /\$([A-Za-z_]\w*)(?!\w|\s*\()/y;
const STEP = /\s*(?:\.\s*(?:([A-Za-z_]\w*)(?!\w|\s*\()|`([^`]+)`)|\[\s*(-?\d{1,9})\s*\])/y;
const LITERAL = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\b|(?:true|false|null)\b/y;
const MERGE = /\$merge\s*\(/y;
const TRANSFORM = /~>\s*\|\s*\$\s*\|/y;

/** Reads an expression (without its `{% %}`) from its outside as far as it can be told what it makes. */
export function jsonataShape(source: string): JsonataShape {
  const reader: Reader = { source, at: 0 };
  const shape = expression(reader, 0);
  return reader.at === source.length ? shape : OTHER;
}

interface Reader {
  readonly source: string;
  at: number;
}

/** Ends at what cannot belong to the expression: a comma, a closing bracket, the end. */
function expression(reader: Reader, depth: number): JsonataShape {
  take(reader, SPACE);
  const first = depth > MAX_DEPTH ? OTHER : operand(reader, depth);
  const parts = [first];
  take(reader, SPACE);
  while (parts.at(-1) !== OTHER && take(reader, TRANSFORM)) {
    const change = expression(reader, depth + 1);
    take(reader, SPACE);
    parts.push(skipIf(reader, "|") && change.type === "object" ? change : OTHER);
    take(reader, SPACE);
  }
  if (!ends(reader)) return skipRest(reader);
  return parts.at(-1) === OTHER ? OTHER : parts.length === 1 ? first : { type: "merge", parts };
}

function operand(reader: Reader, depth: number): JsonataShape {
  switch (reader.source[reader.at]) {
    case "{":
      return object(reader, depth);
    case "[":
      return array(reader, depth);
    case "(":
      return group(reader, depth);
    case "$":
      return take(reader, MERGE) ? merge(reader, depth) : reference(reader);
    default:
      return (take(reader, STRING) ?? take(reader, LITERAL)) ? { type: "literal" } : OTHER;
  }
}

function reference(reader: Reader): JsonataShape {
  const [, root] = take(reader, REFERENCE) ?? [];
  if (root === undefined) return OTHER;
  const names: (string | number)[] = [root];
  for (let step = take(reader, STEP); step !== null; step = take(reader, STEP)) {
    const [, plain, quoted, index] = step;
    names.push(index === undefined ? (plain ?? quoted ?? "") : Number(index));
  }
  return { type: "reference", names };
}

function group(reader: Reader, depth: number): JsonataShape {
  reader.at += 1;
  const shape = expression(reader, depth + 1);
  return skipIf(reader, ")") ? shape : OTHER;
}

/** After its opening parenthesis. */
function merge(reader: Reader, depth: number): JsonataShape {
  const list = expression(reader, depth + 1);
  return skipIf(reader, ")") && list.type === "array" ? { type: "merge", parts: list.items } : OTHER;
}

function array(reader: Reader, depth: number): JsonataShape {
  const items: JsonataShape[] = [];
  reader.at += 1;
  take(reader, SPACE);
  if (skipIf(reader, "]")) return { type: "array", items };
  do items.push(expression(reader, depth + 1));
  while (skipIf(reader, ","));
  return skipIf(reader, "]") ? { type: "array", items } : OTHER;
}

function object(reader: Reader, depth: number): JsonataShape {
  const entries: ShapeEntry[] = [];
  let open = false;
  reader.at += 1;
  take(reader, SPACE);
  if (skipIf(reader, "}")) return { type: "object", entries, open };
  do {
    const key = plainKey(reader);
    if (key === null) skipTo(reader, ":");
    if (!skipIf(reader, ":")) return OTHER;
    const value = expression(reader, depth + 1);
    if (key === null) open = true;
    else entries.push({ key, value });
  } while (skipIf(reader, ","));
  return skipIf(reader, "}") ? { type: "object", entries, open } : OTHER;
}

/** A key that is a text and nothing else. */
function plainKey(reader: Reader): string | null {
  take(reader, SPACE);
  const before = reader.at;
  const [text] = take(reader, STRING) ?? [];
  take(reader, SPACE);
  if (text !== undefined && !text.includes("\\") && reader.source[reader.at] === ":") return text.slice(1, -1);
  reader.at = before;
  return null;
}

const CLOSING = new Set([undefined, ",", ")", "]", "}", "|"]);

function ends({ source, at }: Reader): boolean {
  return CLOSING.has(source[at]);
}

/** Goes on to where an expression ends of which no more can be told. */
function skipRest(reader: Reader): JsonataShape {
  skipTo(reader, ",");
  return OTHER;
}

const BRACKETS: Readonly<Record<string, number>> = { "(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1 };

/** Goes on to the sign, or to a bracket that closes what is around it, whichever comes first. */
function skipTo(reader: Reader, sign: string): void {
  let depth = 0;
  while (reader.at < reader.source.length) {
    const char = reader.source[reader.at] ?? "";
    const bracket = BRACKETS[char] ?? 0;
    if (depth === 0 && (char === sign || bracket < 0)) return;
    depth += bracket;
    if (take(reader, STRING) === null) reader.at += 1;
  }
}

function skipIf(reader: Reader, sign: string): boolean {
  const is = reader.source[reader.at] === sign;
  if (is) reader.at += 1;
  return is;
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.source);
  if (found !== null) reader.at = pattern.lastIndex;
  return found;
}
