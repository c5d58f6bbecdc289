import type { Span } from "../base/span.ts";

/** A stretch of a text that is replaced; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** The text after all edits, which must not overlap; those at one place stand in their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, index) => ({ ...edit, index })).sort((a, b) => a.span.start - b.span.start || a.index - b.index);
  let result = "";
  let from = 0;
  for (const { span, text: replacement } of ordered) {
    if (span.start < from) throw new Error("Edits overlap");
    result += text.slice(from, span.start) + replacement;
    from = span.end;
  }
  return result + text.slice(from);
}
