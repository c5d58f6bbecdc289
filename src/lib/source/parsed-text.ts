import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText } from "../base/span.ts";
import type { Node } from "./node.ts";

/** A text as a tree, as far as it could be read, and everything wrong with it. */
export interface ParsedText {
  readonly source: SourceText;
  /** Undefined where nothing could be read (an empty file, a scalar with no end). */
  readonly root: Node | undefined;
  /** Syntax errors and repeated keys, in the order of the text; code `asl/syntax` or `asl/duplicate-key`. */
  readonly diagnostics: readonly Diagnostic[];
}
