import type { Diagnostic } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import { syntaxError } from "./findings.ts";
import type { InnerText } from "./inner-text.ts";
import { lineAt } from "./inner-text.ts";

/** Where a JSON parser stood when it met an error. */
export interface JsonErrorContext {
  readonly source: InnerText;
  /** The parser's own name of the error, as `CommaExpected`. */
  readonly code: string;
  readonly span: Span;
  /** The object or array that the error is in. */
  readonly open: { readonly type: "object" | "array"; readonly start: number } | undefined;
  /** Where the last comma stands, if nothing but space follows it. */
  readonly comma: number | undefined;
  /** Where the last token before the error ends. */
  readonly previousEnd: number;
}

const OTHER_LANGUAGES: Readonly<Record<string, string>> = {
  True: "JSON writes it true.",
  False: "JSON writes it false.",
  None: "JSON writes it null.",
  undefined: "JSON writes it null.",
  NaN: "JSON has no such number.",
};

const TEXTS: Readonly<Record<string, readonly [message: string, hint?: string]>> = {
  PropertyNameExpected: ["A key in double quotes is missing here"],
  ValueExpected: ["A value is missing here"],
  ColonExpected: ["A colon is missing between this key and its value"],
  EndOfFileExpected: ["There is more text after the end of the JSON value", "Remove it, or one closing bracket too many before it."],
  InvalidCommentToken: ["JSON has no comments", 'Use a "Comment" field, or write the file as YAML.'],
  UnexpectedEndOfString: ["This string has no closing quote", "A string ends on the line it starts on; write a line break as \\n."],
  UnexpectedEndOfNumber: ["This number is not complete"],
  InvalidNumberFormat: ["This is not a number"],
  InvalidUnicode: ["A \\u escape in this string needs four hexadecimal digits"],
  InvalidEscapeCharacter: ["This string holds an escape that JSON does not know", "Write a backslash as \\\\."],
  InvalidCharacter: ["This string holds a tab or another control character", "Write a tab as \\t."],
};

/** Says what is wrong with a JSON text in plain words. */
export function jsonError(context: JsonErrorContext): Diagnostic {
  const { source, code, span, open, comma, previousEnd } = context;
  const character = source.text[span.start];
  const closes = character === "}" || character === "]";
  if (span.start >= source.text.length && open !== undefined) return neverClosed(source, span, open);
  if (closes && comma !== undefined) {
    return syntaxError(
      { start: comma, end: comma + 1 },
      `There is a comma before the closing ${character}`,
      "JSON allows none after the last value.",
    );
  }
  if (isMismatch(context)) return neverClosed(source, span, open);
  if (code === "InvalidSymbol") return notJson(source, span);
  if (code === "CommaExpected") {
    if (/^0\d/.test(source.text.slice(previousEnd - 1, previousEnd + 1))) return syntaxError(span, "A number does not start with 0");
    if (previousEnd === span.start) return syntaxError(span, "This text belongs neither to the value before it nor to another");
    return syntaxError(
      span,
      `A comma is missing between these two ${open?.type === "array" ? "values" : "members"}`,
      "Put it before this one.",
    );
  }
  return syntaxError(span, ...(TEXTS[code] ?? ["This is not JSON"]));
}

/** Whether an array meets `}` or an object `]`. */
export function isMismatch({ source, span, open }: JsonErrorContext): boolean {
  const character = source.text[span.start];
  return (open?.type === "array" && character === "}") || (open?.type === "object" && character === "]");
}

function neverClosed(source: InnerText, span: Span, open: JsonErrorContext["open"]): Diagnostic {
  const [type, bracket] = open?.type === "array" ? ["array", "]"] : ["object", "}"];
  const line = lineAt(source, open?.start ?? 0);
  return syntaxError(span, `The ${type} that opens on line ${line} is not closed`, `A ${bracket} is missing here or before.`);
}

function notJson(source: InnerText, span: Span): Diagnostic {
  const text = source.text.slice(span.start, span.end);
  if (text.startsWith("'")) return syntaxError(span, "A string stands in single quotes", 'JSON strings stand in double quotes: "…".');
  if (isBeforeColon(source.text, span.end)) return syntaxError(span, `The key ${text} has no quotes`, `Write "${text}".`);
  const hint = Object.hasOwn(OTHER_LANGUAGES, text) ? OTHER_LANGUAGES[text] : "Text stands in double quotes.";
  return syntaxError(span, `${text} is not a JSON value`, hint);
}

function isBeforeColon(text: string, offset: number): boolean {
  const colon = /\s*:/y;
  colon.lastIndex = offset;
  return colon.test(text);
}
