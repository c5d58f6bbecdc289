import type { Diagnostic } from "../src/lib/base/diagnostic.ts";
import type { SourceText } from "../src/lib/base/span.ts";
import { locate } from "../src/lib/base/span.ts";

/** Diagnostics as a person sees them, so that one line of a table holds place, message and hint. */
export function shownDiagnostics(source: SourceText, diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ span, message, hint }) => {
    const { file, line, column } = locate(source, span);
    return `${file}:${line}:${column}: ${message}${hint === undefined ? "" : `. ${hint}`}`;
  });
}
