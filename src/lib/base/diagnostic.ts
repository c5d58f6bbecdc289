import type { SourceText, Span } from "./span.ts";

/** How much a finding matters: an error fails the build, an info is counted and listed only on demand. */
export type Severity = "error" | "warning" | "info";

/** Something wrong at a place of a source text. Findings are data: they are returned, never thrown. */
export interface Diagnostic {
  /** The rule that found it, for instance `asl/syntax`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** The text that the span is of, where it is another than that which was read. */
  readonly source?: SourceText;
  /** What it is wrong about, where that stands in the config: keys and indexes below the machine, as `steps`, `Pay`. */
  readonly declaration?: readonly string[];
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
