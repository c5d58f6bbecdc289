import type { Span } from "../../base/span.ts";
import type { Piece } from "../../source/mapped-text.ts";
import type { HclTemplate } from "./hcl-tree.ts";

const QUOTED_ESCAPE = /\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^])|\$\$\{|%%\{/g;
const HEREDOC_ESCAPE = /\$\$\{|%%\{/g;
const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The text that a literal stretch of a template stands for: quotes know backslashes, heredocs do not, and both know `$${`. */
export function textPieces(text: string, { start, end }: Span, form: HclTemplate["form"]): readonly Piece[] {
  const written = text.slice(start, end);
  const pieces: Piece[] = [];
  let last = 0;
  const add = (from: number, to: number, value: string): void => {
    if (from < to) pieces.push({ text: value, span: { start: start + from, end: start + to } });
  };
  for (const { 0: escape, index } of written.matchAll(form === "quoted" ? QUOTED_ESCAPE : HEREDOC_ESCAPE)) {
    add(last, index, written.slice(last, index));
    last = index + escape.length;
    add(index, last, unescaped(escape));
  }
  add(last, written.length, written.slice(last));
  return pieces;
}

function unescaped(escape: string): string {
  if (!escape.startsWith("\\")) return escape.slice(1);
  const code = escape.slice(1);
  if (code.length === 1) return LETTERS[code] ?? code;
  const point = Number.parseInt(code.slice(1), 16);
  return point > 0x10ffff ? escape : String.fromCodePoint(point);
}
