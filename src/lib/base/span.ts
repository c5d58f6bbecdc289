/** A stretch of a source text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The stretch alone, of something that stands there. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** A text and the file it came from; spans are offsets into `text`. */
export interface SourceText {
  /** As the person named it; shown in messages. */
  readonly file: string;
  readonly text: string;
}

/** A place a person can go to: lines and columns count from 1, end exclusive. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a span lies in its file. */
export function locate(source: SourceText, span: Span): Location {
  const start = position(source.text, span.start);
  const end = span.end <= span.start ? start : position(source.text, span.end, start);
  return { file: source.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

interface Position {
  readonly line: number;
  readonly column: number;
  readonly lineStart: number;
}

const FILE_START: Position = { line: 1, column: 1, lineStart: 0 };

function position(text: string, offset: number, from: Position = FILE_START): Position {
  const limit = Math.min(offset, text.length);
  let { line, lineStart } = from;
  for (let next = text.indexOf("\n", lineStart); next !== -1 && next < limit; next = text.indexOf("\n", lineStart)) {
    line += 1;
    lineStart = next + 1;
  }
  return { line, column: limit - lineStart + 1, lineStart };
}
