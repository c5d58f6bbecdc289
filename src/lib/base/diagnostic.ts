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
  /** A mend that changes nothing but what the finding names. */
  readonly fix?: Fix;
}

/** A change of the machine that `--fix` can make; where it stands in the file, and in what syntax, is not the rule's business. */
export type Fix =
  /** Adds a field to an object, last. */
  | { readonly type: "add-field"; readonly object: Span; readonly key: string; readonly value: unknown }
  /** Moves one item of an array behind all others. */
  | { readonly type: "move-last"; readonly array: Span; readonly item: Span };
