import type { Location, SourceText, Span } from "../base/span.ts";
import { displayWidth, fit, splitAt } from "./display-width.ts";
import { printable } from "./printable.ts";
import type { Layout, Paint } from "./text-style.ts";

/** A place in a person's file. */
export interface FramedPlace {
  readonly source: SourceText;
  readonly span: Span;
  readonly location: Location;
}

/** The line of a place with its number, and a mark below what is meant; a long line is cut around it. */
export function codeFrame(
  { source: { text }, span, location }: FramedPlace,
  { width, paint }: Layout,
  tone: (text: string) => string,
): readonly string[] {
  const lineStart = span.start - (location.column - 1);
  const lineBreak = text.indexOf("\n", lineStart);
  const lineEnd = lineBreak === -1 ? text.length : lineBreak;
  if (lineEnd <= lineStart) return [];
  const number = `${location.line}`;
  const gutter = ` ${" ".repeat(number.length)} |`;
  const room = Math.max(NARROWEST, width - displayWidth(gutter) - 2);
  const shown = around({ start: lineStart, end: lineEnd }, span, room);
  const before = shownText(text.slice(shown.start, span.start));
  // What is cut by its characters may still be too wide: tabs and 漢字 take two columns.
  const left = room - displayWidth(before);
  const marked = cut(shownText(text.slice(span.start, Math.min(span.end, shown.end))), left);
  const after = cut(shownText(text.slice(Math.min(span.end, shown.end), shown.end)), left - displayWidth(marked));
  const mark = "^".repeat(Math.max(1, displayWidth(marked)));
  return [
    `${paint.dim(` ${number} |`)} ${`${before}${marked}${after}`.trimEnd()}`,
    `${paint.dim(gutter)} ${" ".repeat(displayWidth(before))}${tone(mark)}`,
    ...(/^[{[]$/.test(marked.trim()) ? bracketContent(text, lineEnd, gutter, room, paint) : []),
  ];
}

/** A bracket alone says little: what begins in it is shown, too. */
function bracketContent(text: string, lineEnd: number, gutter: string, room: number, paint: Paint): readonly string[] {
  const next = text.indexOf("\n", lineEnd + 1);
  const line = shownText(text.slice(lineEnd + 1, next === -1 ? text.length : next)).trimEnd();
  return line.trim() === "" ? [] : [`${paint.dim(gutter)} ${paint.dim(fit(line, room))}`];
}

const NARROWEST = 20;

/** As much of a line as there is room for, what is meant in it. */
function around(line: Span, meant: Span, room: number): Span {
  if (line.end - line.start <= room) return line;
  const lead = Math.floor(room / 4);
  const start = Math.max(line.start, Math.min(meant.start - lead, line.end - room));
  return { start, end: Math.min(line.end, start + room) };
}

function cut(text: string, width: number): string {
  return displayWidth(text) <= width ? text : width <= 0 ? "" : splitAt(text, width)[0];
}

function shownText(text: string): string {
  return printable(text.replaceAll("\t", "  ").replace(/\r$/, ""));
}
