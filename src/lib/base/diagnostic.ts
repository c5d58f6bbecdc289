import type { Span } from "./span.ts";

/** How much a finding matters: an error fails the build, an info is counted and listed only on demand. */
export type Severity = "error" | "warning" | "info";

/** Something wrong at a place of a source text. Findings are data: they are returned, never thrown. */
export interface Diagnostic {
  /** The rule that found it, for instance `asl/syntax`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** How to mend it. */
  readonly hint?: string;
}
