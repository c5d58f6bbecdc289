import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Span } from "../../base/span.ts";
import { syntaxError } from "../../source/findings.ts";
import type { SyntaxNode } from "./hcl-syntax.ts";
import { preorder } from "./hcl-syntax.ts";

/** The first thing wrong with an HCL text, or undefined: what the parser stumbles over after it mostly follows from it. */
export function hclError(text: string, root: SyntaxNode): Diagnostic | undefined {
  const broken = preorder(root).flatMap((node) => brokenPieces(text, node));
  broken.sort((a, b) => a.start - b.start);
  // An error may be wrapped in a larger one that begins long before it; the innermost is where it happened.
  const first = broken.find((node, index) => node.type !== "ERROR" || (broken[index + 1]?.start ?? node.end) >= node.end);
  return first && diagnosticFor(text, first);
}

function brokenPieces(text: string, node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === "ERROR") return [node, ...node.children.filter(({ type }) => type === "quoted_template_start")];
  return node.missing || isOpenString(text, node) ? [node] : [];
}

function isOpenString(text: string, { type, children }: SyntaxNode): boolean {
  if (type !== "string_lit" && type !== "quoted_template") return false;
  return children.some((child) => child.type === "template_literal" && text.slice(child.start, child.end).includes("\n"));
}

function diagnosticFor(text: string, { type, missing, start, end }: SyntaxNode): Diagnostic {
  if (missing && /^\W$/.test(type)) return syntaxError({ start, end }, `A ${type} is missing here`, "It may be missing before, too.");
  if (!missing && type !== "ERROR") {
    return syntaxError(
      firstLine(text, start, end),
      "This string has no closing quote",
      "A text of several lines is written as a heredoc: <<EOF.",
    );
  }
  const lines = text.slice(start, end).trimEnd().split("\n").length;
  const place = lines === 1 ? "here or just before" : `in these ${lines} lines`;
  return syntaxError(
    firstLine(text, start, end),
    "This cannot be read as Terraform's language",
    `Look for a missing quote, bracket or equals sign ${place}.`,
  );
}

function firstLine(text: string, start: number, end: number): Span {
  const lineEnd = text.indexOf("\n", start);
  return { start, end: lineEnd === -1 ? end : Math.max(start, Math.min(end, lineEnd)) };
}
