import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText, Span } from "../base/span.ts";
import type { Node } from "./node.ts";

/** A text as a tree, as far as it could be read, and everything wrong with it. */
export interface ParsedText {
  readonly source: SourceText;
  /** Undefined where nothing could be read (an empty file, a scalar with no end). */
  readonly root: Node | undefined;
  /** Syntax errors and repeated keys, in the order of the text; code `asl/syntax` or `asl/duplicate-key`. */
  readonly diagnostics: readonly Diagnostic[];
  /** In the order of the text; JSON has none. */
  readonly comments: readonly Comment[];
  /** Whether strings of its tree may stand in the text without the quotes that JSON asks for. */
  readonly unquoted?: true;
}

/** A comment of a YAML text. */
export interface Comment {
  /** From the `#` to the end of its line. */
  readonly span: Span;
  /** What it says, without the `#` and the space around it. */
  readonly text: string;
}
