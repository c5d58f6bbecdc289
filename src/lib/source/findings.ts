import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText, Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import { MAX_DEPTH } from "./depth.ts";
import type { Member } from "./node.ts";
import type { ParsedText } from "./parsed-text.ts";
import type { InnerText } from "./inner-text.ts";
import { lineAt } from "./inner-text.ts";

/** A syntax error at a place of the text. */
export function syntaxError(span: Span, message: string, hint?: string): Diagnostic {
  return { code: "asl/syntax", severity: "error", message, span: spanOf(span), ...(hint === undefined ? {} : { hint }) };
}

/** Keys that stand twice in one object, reported at the later one. */
export function duplicateKeys(source: InnerText, members: readonly Member[]): readonly Diagnostic[] {
  if (!repeatsKey(members)) return [];
  const first = new Map<string, Member>();
  const repeated: Diagnostic[] = [];
  for (const member of members) {
    const { key } = member;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, member);
      continue;
    }
    const hint = `The first stands on line ${lineAt(source, earlier.start)}, and this one replaces it. Remove or rename one of them.`;
    repeated.push({
      code: "asl/duplicate-key",
      severity: "error",
      message: `The key "${key}" stands twice in this object`,
      span: spanOf(member),
      hint,
    });
  }
  return repeated;
}

/** Whether a key stands twice among the members of one object. */
export function repeatsKey(members: readonly Member[]): boolean {
  // Most objects have a handful of members, which are compared sooner than a set of them is made.
  if (members.length > 16) return new Set(members.map(({ key }) => key)).size < members.length;
  for (let later = 1; later < members.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) if (members[earlier]?.key === members[later]?.key) return true;
  }
  return false;
}

/** What a parser answers where the text holds no value at all. */
export function emptyText(source: InnerText): ParsedText {
  return {
    source,
    root: undefined,
    diagnostics: [syntaxError({ start: 0, end: 0 }, `The ${source.lineOf === undefined ? "file" : "text here"} is empty`)],
    comments: [],
  };
}

/** What a parser answers where the file holds something else than text, of which nothing can be said piece by piece; undefined for a text. */
export function noText(source: InnerText): ParsedText | undefined {
  const at = source.text.indexOf("\0");
  if (at === -1) return undefined;
  const hint = "A file in UTF-16, as some programs on Windows write it, has to be saved as UTF-8.";
  const diagnostics = [syntaxError({ start: at, end: at + 1 }, "This is no text in UTF-8: it holds a NUL character", hint)];
  return { source, root: undefined, diagnostics, comments: [] };
}

/** What a parser answers where the text nests deeper than a tree may. */
export function tooDeepText(source: SourceText, span: Span): ParsedText {
  return { source, root: undefined, diagnostics: [syntaxError(span, `Values are nested more than ${MAX_DEPTH} deep`)], comments: [] };
}

/** Diagnostics in the order of the text. */
export function inTextOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start - b.span.start);
}
