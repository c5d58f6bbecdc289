import type { Span } from "../base/span.ts";

/** A stretch of text and where it comes from: of the length of its span it stands there as it is, else the whole span stands for it. */
export interface Piece {
  readonly text: string;
  readonly span: Span;
}

/** A text put together from pieces of another, so that each of its offsets leads back. */
export interface MappedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Where each piece begins in `text`. */
  readonly starts: readonly number[];
}

/** The pieces as one text. */
export function mappedText(pieces: readonly Piece[]): MappedText {
  let length = 0;
  const starts = pieces.map(({ text }) => {
    const start = length;
    length += text.length;
    return start;
  });
  return { text: pieces.map(({ text }) => text).join(""), pieces, starts };
}

/** Where a stretch of a mapped text stands in the text that it comes from. */
export function outerSpan(mapped: MappedText, { start, end }: Span): Span {
  const from = outerStart(mapped, start);
  return { start: from, end: end <= start ? from : Math.max(from, outerEnd(mapped, end)) };
}

/** The pieces of a stretch of a mapped text. */
export function slicePieces({ pieces, starts }: MappedText, from: number, to: number): readonly Piece[] {
  const cut: Piece[] = [];
  for (let index = pieceAt(starts, from); index < pieces.length && (starts[index] ?? 0) < to; index += 1) {
    const piece = pieces[index];
    const at = starts[index] ?? 0;
    if (piece !== undefined) cut.push(...cutPiece(piece, Math.max(from - at, 0), Math.min(to - at, piece.text.length)));
  }
  return cut;
}

/** The pieces of a mapped text in which every `from` has become `to`, which stands where the `from` stood. */
export function replacedPieces(mapped: MappedText, from: string, to: string): readonly Piece[] {
  const kept: (readonly Piece[])[] = [];
  let done = 0;
  for (let at = mapped.text.indexOf(from); at !== -1; at = mapped.text.indexOf(from, done)) {
    const end = at + from.length;
    kept.push(slicePieces(mapped, done, at), [{ text: to, span: outerSpan(mapped, { start: at, end }) }]);
    done = end;
  }
  return [...kept.flat(), ...slicePieces(mapped, done, mapped.text.length)];
}

function cutPiece(piece: Piece, start: number, end: number): readonly Piece[] {
  if (start >= end) return [];
  const text = piece.text.slice(start, end);
  return [{ text, span: isVerbatim(piece) ? { start: piece.span.start + start, end: piece.span.start + end } : piece.span }];
}

function outerStart({ pieces, starts }: MappedText, offset: number): number {
  const index = pieceAt(starts, offset);
  const piece = pieces[index];
  if (piece === undefined) return 0;
  const within = offset - (starts[index] ?? 0);
  if (isVerbatim(piece)) return piece.span.start + Math.min(within, piece.text.length);
  return within < piece.text.length ? piece.span.start : piece.span.end;
}

function outerEnd({ pieces, starts }: MappedText, offset: number): number {
  const index = pieceAt(starts, offset - 1);
  const piece = pieces[index];
  if (piece === undefined) return 0;
  return isVerbatim(piece) ? Math.min(piece.span.start + offset - (starts[index] ?? 0), piece.span.end) : piece.span.end;
}

function isVerbatim({ text, span }: Piece): boolean {
  return text.length === span.end - span.start;
}

/** The last piece that begins at the offset or before it. */
function pieceAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
