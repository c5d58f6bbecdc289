import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText } from "../base/span.ts";
import { locate } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";

/** The error for a file that cannot be used: located at its first problem, and all the others on lines of their own in its message. */
export function problemsError(source: SourceText, first: Diagnostic, others: readonly Diagnostic[]): UserError {
  const lines = others.map(({ message, hint, span, source: own = source }) => {
    const { file, line, column } = locate(own, span);
    return `${file}:${line}:${column}: ${message}${hint === undefined ? "" : `. ${hint}`}`;
  });
  return new UserError([first.message, ...lines].join("\n"), first.hint, locate(first.source ?? source, first.span));
}
