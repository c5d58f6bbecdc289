import type { Span } from "../../base/span.ts";
import { spanOf } from "../../base/span.ts";
import { MAX_DEPTH, TooDeep } from "../../source/depth.ts";
import { namesIn, readExpressions } from "./hcl-expression.ts";
import type { SyntaxNode } from "./hcl-syntax.ts";
import { meaningful } from "./hcl-syntax.ts";
import type { HclTemplate, HclTemplatePart } from "./hcl-tree.ts";

/** Reads text in quotes or a heredoc: `string_lit`, `quoted_template` and `heredoc_template` of the grammar. */
export function readTemplate(text: string, node: SyntaxNode, depth: number): HclTemplate {
  const form = node.type === "heredoc_template" ? "heredoc" : "quoted";
  const content = form === "heredoc" ? heredocContent(text, node) : { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
  return { type: "template", form, parts: partsIn(text, node.children, content, depth), span: spanOf(node) };
}

/** The tokens and directives among these nodes, and the text that stands around them in a stretch. */
function partsIn(text: string, nodes: readonly SyntaxNode[], { start, end }: Span, depth: number): readonly HclTemplatePart[] {
  if (depth > MAX_DEPTH) throw new TooDeep({ start, end });
  const parts: HclTemplatePart[] = [];
  let last = start;
  const addText = (to: number): void => {
    const span = trimmed(text, { start: last, end: to });
    if (span.start < span.end) parts.push({ type: "text", span });
  };
  for (const node of nodes) {
    if (node.type !== "template_interpolation" && node.type !== "template_directive") continue;
    addText(node.start);
    parts.push(readPart(text, node, depth));
    last = node.end;
  }
  addText(end);
  return parts;
}

/** `~}` takes away the space behind it, and `${~` that before it. */
function trimmed(text: string, { start, end }: Span): Span {
  const written = text.slice(start, end);
  const from = text.slice(start - 2, start) === "~}" ? end - written.trimStart().length : start;
  const to = /^[$%]\{~/.test(text.slice(end, end + 3)) ? start + written.trimEnd().length : end;
  return { start: from, end: to };
}

function readPart(text: string, node: SyntaxNode, depth: number): HclTemplatePart {
  const span = spanOf(node);
  const [directive] = node.type === "template_directive" ? meaningful(node) : [];
  if (directive?.type === "template_if") return readIf(text, directive, span, depth);
  if (directive?.type === "template_for") return readFor(text, directive, span, depth);
  const [value] = readExpressions(text, meaningful(node), depth);
  return { type: "interpolation", value: value ?? { type: "other", span }, span };
}

function readIf(text: string, { children }: SyntaxNode, span: Span, depth: number): HclTemplatePart {
  const intro = children.find(({ type }) => type === "template_if_intro");
  const otherwise = children.find(({ type }) => type === "template_else_intro");
  const last = children.findLast(({ type }) => type === "template_if_end");
  const [condition] = readExpressions(text, intro?.children ?? [], depth);
  const start = intro?.end ?? span.start;
  const end = Math.max(start, last?.start ?? span.end);
  const split = otherwise ?? { start: end, end };
  const between = (from: number, to: number): readonly HclTemplatePart[] =>
    partsIn(
      text,
      children.filter((child) => child.start >= from && child.end <= to),
      { start: from, end: to },
      depth + 1,
    );
  return {
    type: "if",
    condition: condition ?? { type: "other", span },
    whenTrue: between(start, split.start),
    whenFalse: otherwise === undefined ? [] : between(split.end, end),
    span,
  };
}

function readFor(text: string, { children }: SyntaxNode, span: Span, depth: number): HclTemplatePart {
  const intro = children.find(({ type }) => type === "template_for_start");
  const last = children.findLast(({ type }) => type === "template_for_end");
  const [collection] = readExpressions(text, intro?.children ?? [], depth);
  const start = intro?.end ?? span.start;
  return {
    type: "for",
    names: intro === undefined ? [] : namesIn(text, intro),
    collection: collection ?? { type: "other", span },
    parts: partsIn(text, children, { start, end: Math.max(start, last?.start ?? span.end) }, depth + 1),
    span,
  };
}

/** From the line after `<<EOF` to the line before `EOF`, its line break included. */
function heredocContent(text: string, node: SyntaxNode): Span {
  const [opening, closing] = node.children.filter(({ type }) => type === "heredoc_identifier");
  const firstLine = text.indexOf("\n", opening?.end ?? node.start);
  const start = firstLine === -1 ? node.end : firstLine + 1;
  const lastLine = text.lastIndexOf("\n", (closing?.start ?? node.end) - 1);
  return { start, end: Math.max(start, lastLine + 1) };
}
