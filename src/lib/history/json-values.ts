import { locate } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";
import { jsonEnd } from "./json-end.ts";

/** A JSON value of a text, and the line that holds it alone; null where it is the whole text, or takes several lines. */
export interface ValueAtLine {
  readonly value: unknown;
  readonly line: number | null;
}

/**
 * The JSON values of a text, one after the other however they are laid out: a value a line, whole documents in a row (pages that
 * were read one by one), each behind the time and the stream that `aws logs tail` puts before it. A {@link UserError} names the place.
 */
export function jsonValues(text: string, file: string): readonly ValueAtLine[] {
  const whole = parse(text);
  if (whole !== undefined) return [{ ...whole, line: null }];
  const values: ValueAtLine[] = [];
  for (let start = valueStart(text, 0), line = 1, counted = 0; start < text.length || values.length === 0;) {
    line += newlines(text, counted, start);
    counted = start;
    const { value, end, isLine } = valueAt(text, start, file);
    values.push({ value, line: isLine ? line : null });
    start = valueStart(text, end);
  }
  return values;
}

/** What `aws logs tail` puts before a message: the time, and but for `--format short` the stream. */
const TAIL_PREFIX = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?[ \t]+(?:\S+[ \t]+)?(?=\{)/y;
const SPACE = /\s*/y;

function valueStart(text: string, from: number): number {
  const start = behind(SPACE, text, from);
  return behind(TAIL_PREFIX, text, start);
}

function behind(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

interface ValueWithEnd {
  readonly value: unknown;
  readonly end: number;
  readonly isLine: boolean;
}

/** The value that begins there; most are one line, which JSON.parse finds the end of faster. */
function valueAt(text: string, start: number, file: string): ValueWithEnd {
  const lineEnd = text.indexOf("\n", start);
  const line = text.slice(start, lineEnd === -1 ? text.length : lineEnd);
  const alone = parse(line);
  if (alone !== undefined) return { ...alone, end: start + line.length, isLine: true };
  const rest = text.slice(start);
  const end = jsonEnd(rest);
  const several = parse(rest.slice(0, end));
  if (several === undefined) throw syntaxError(text, start + end, file);
  return { ...several, end: start + end, isLine: false };
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** What the mark of UTF-16 becomes where UTF-8 is read; PowerShell's `>` writes that. */
const UTF_16 = "\uFFFD\uFFFD";
/** Nothing, or a string without its end. */
const CUT_SHORT = /^\s*(?:"(?:[^"\\]|\\[^])*\\?)?$/;
const EXPECTED = "Expected a history as the AWS CLI or CloudWatch Logs gives it.";

function syntaxError(text: string, at: number, file: string): UserError {
  if (text.startsWith(UTF_16))
    return new UserError("The file is UTF-16.", "Save it as UTF-8: in PowerShell by | Out-File -Encoding utf8 FILE.", { file });
  const message = CUT_SHORT.test(text.slice(at)) ? "The JSON ends too early." : "This is not JSON.";
  return new UserError(message, EXPECTED, locate({ file, text }, { start: at, end: at }));
}
