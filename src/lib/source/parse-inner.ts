import type { SourceText, Span } from "../base/span.ts";
import { locate, spanOf } from "../base/span.ts";
import type { InnerText } from "./inner-text.ts";
import type { MappedText } from "./mapped-text.ts";
import { outerSpan } from "./mapped-text.ts";
import type { Node } from "./node.ts";
import type { ParsedText } from "./parsed-text.ts";

/** Parses a text that stands inside a file: every span of tree and diagnostics is one of the file. */
export function parseInner(outer: SourceText, mapped: MappedText, parse: (text: InnerText) => ParsedText): ParsedText {
  const place = (span: Span): Span => outerSpan(mapped, span);
  const lineOf = (offset: number): number => locate(outer, place({ start: offset, end: offset })).line;
  const { root, diagnostics, comments } = parse({ file: outer.file, text: mapped.text, lineOf });
  return {
    source: outer,
    root: root && placed(root, place),
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, span: place(diagnostic.span) })),
    comments: comments.map((comment) => ({ ...comment, span: place(comment.span) })),
  };
}

/** The node with every span in it moved. */
export function placed(node: Node, place: (span: Span) => Span): Node {
  const { start, end } = place(node);
  switch (node.type) {
    case "object":
      return {
        ...node,
        start,
        end,
        members: node.members.map((member) => ({ key: member.key, ...spanOf(place(member)), value: placed(member.value, place) })),
      };
    case "array":
      return { ...node, start, end, items: node.items.map((item) => placed(item, place)) };
    case "string":
    case "number":
    case "boolean":
    case "null":
      return { ...node, start, end };
  }
}
