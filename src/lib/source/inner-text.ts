import type { SourceText } from "../base/span.ts";
import { locate } from "../base/span.ts";

/** A text to parse: a whole file, or one that stands inside a file and knows on which of its lines. */
export interface InnerText extends SourceText {
  /** The line of the file (from 1) on which an offset of this text stands; absent where the text is the file. */
  readonly lineOf?: (offset: number) => number;
}

/** The line of the person's file on which an offset of a text stands. */
export function lineAt(source: InnerText, offset: number): number {
  return source.lineOf?.(offset) ?? locate(source, { start: offset, end: offset }).line;
}
