import type { Span } from "../base/span.ts";

/** How deep values may nest; real definitions stay under a hundred, and everything that walks a tree recurses. */
export const MAX_DEPTH = 500;

/** Thrown inside a parser where a text nests deeper than {@link MAX_DEPTH}. */
export class TooDeep extends RangeError {
  readonly span: Span;

  constructor(span: Span) {
    super("nested too deeply");
    this.span = span;
  }
}

/** Runs a recursive parser; a text that nests too deeply for it gives `otherwise` instead of overflowing the stack. */
export function withinDepth<T>(parse: () => T, otherwise: (span: Span) => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TooDeep) return otherwise(error.span);
    // The parsers underneath recurse too, and may run out of stack before they call back.
    if (error instanceof RangeError) return otherwise({ start: 0, end: 0 });
    throw error;
  }
}
