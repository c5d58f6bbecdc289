import { withinDepth } from "./depth.ts";
import { emptyText, noText, tooDeepText } from "./findings.ts";
import type { InnerText } from "./inner-text.ts";
import type { ParsedText } from "./parsed-text.ts";
import { readStrictJson } from "./strict-json.ts";
import { readTolerantJson } from "./tolerant-json.ts";

/** Reads JSON (RFC 8259: no comments, no trailing commas): a tree as far as the text can be read, and everything wrong with it. */
export function parseJson(source: InnerText): ParsedText {
  return parseCleanJson(source) ?? explainJson(source);
}

/** Reads JSON with nothing wrong in it; undefined for any other text. */
export function parseCleanJson(source: InnerText): ParsedText | undefined {
  const root = readStrictJson(source.text);
  return root && { source, root, diagnostics: [], comments: [] };
}

function explainJson(source: InnerText): ParsedText {
  if (source.text.trim() === "") return emptyText(source);
  return (
    noText(source) ??
    withinDepth(
      () => readTolerantJson(source),
      (span) => tooDeepText(source, span),
    )
  );
}
