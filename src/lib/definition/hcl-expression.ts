import type { Span } from "../base/span.ts";
import { MAX_DEPTH, TooDeep } from "../source/depth.ts";
import type { SyntaxNode } from "./hcl-syntax.ts";
import { meaningful, spanOf, textOf } from "./hcl-syntax.ts";
import { textPieces } from "./hcl-text.ts";
import type { HclElement, HclExpression, HclTemplate, HclTemplatePart } from "./hcl-tree.ts";

/** Reads an `expression` of the grammar; throws TooDeep where it nests deeper than a tree may. */
export function readExpression(text: string, node: SyntaxNode, depth = 0): HclExpression {
  const other = { type: "other", span: spanOf(node) } as const;
  if (depth > MAX_DEPTH) throw new TooDeep(other.span);
  const [term, ...rest] = meaningful(node);
  if (term === undefined) return other;
  if (term.type === "(") return rest.length === 2 && rest[0]?.type === "expression" ? readExpression(text, rest[0], depth + 1) : other;
  if (term.type === "variable_expr") {
    const members = rest.map((access) => memberTaken(text, access, depth));
    const path = [textOf(text, term), ...members.filter((member) => member !== undefined)];
    return members.includes(undefined) ? other : { type: "reference", path, span: other.span };
  }
  return rest.length === 0 ? readTerm(text, term, depth) : other;
}

/** The value of a quoted string without tokens, as block labels are. */
export function plainString(text: string, node: SyntaxNode): string {
  const [open, literal] = meaningful(node);
  if (open?.type !== "quoted_template_start" || literal?.type !== "template_literal") return "";
  return textPieces(text, { start: open.end, end: literal.end }, "quoted")
    .map((piece) => piece.text)
    .join("");
}

function readTerm(text: string, node: SyntaxNode, depth: number): HclExpression {
  const span = spanOf(node);
  const [first, ...rest] = meaningful(node);
  switch (node.type) {
    case "literal_value":
      return first === undefined ? { type: "other", span } : readLiteral(text, first);
    case "template_expr":
      return first === undefined ? { type: "other", span } : readTemplate(text, first, depth);
    case "collection_value":
      return first === undefined ? { type: "other", span } : readCollection(text, first, depth);
    case "function_call":
      return { type: "call", name: first === undefined ? "" : textOf(text, first), arguments: argumentsOf(text, rest, depth), span };
    case "operation":
      return negativeNumber(text, first) ?? { type: "other", span };
    default:
      return { type: "other", span };
  }
}

function readLiteral(text: string, node: SyntaxNode): HclExpression {
  const span = spanOf(node);
  switch (node.type) {
    case "string_lit":
      return readTemplate(text, node, 0);
    case "numeric_lit":
      return { type: "literal", value: Number(textOf(text, node)), span };
    case "bool_lit":
      return { type: "literal", value: textOf(text, node) === "true", span };
    case "null_lit":
      return { type: "literal", value: null, span };
    default:
      return { type: "other", span };
  }
}

function negativeNumber(text: string, operation: SyntaxNode | undefined): HclExpression | undefined {
  const written = operation === undefined ? "" : textOf(text, operation);
  if (operation?.type !== "unary_operation" || !/^-\s*\d+(\.\d+([eE][-+]?\d+)?)?$/.test(written)) return undefined;
  return { type: "literal", value: Number(written.replaceAll(/\s/g, "")), span: spanOf(operation) };
}

function readCollection(text: string, node: SyntaxNode, depth: number): HclExpression {
  const span = spanOf(node);
  const children = meaningful(node);
  if (node.type === "object") return { type: "object", elements: children.flatMap((child) => readElement(text, child, depth)), span };
  return { type: "tuple", items: expressionsIn(text, children, depth), span };
}

function readElement(text: string, node: SyntaxNode, depth: number): readonly HclElement[] {
  const [key, value] = node.type === "object_elem" ? expressionsIn(text, meaningful(node), depth) : [];
  return key === undefined || value === undefined ? [] : [{ key, value }];
}

/** A call that spreads a list over its parameters has none that are known. */
function argumentsOf(text: string, children: readonly SyntaxNode[], depth: number): readonly HclExpression[] {
  const node = children.find(({ type }) => type === "function_arguments");
  if (node === undefined || node.children.some(({ type }) => type === "ellipsis")) return [];
  return expressionsIn(text, meaningful(node), depth);
}

function expressionsIn(text: string, nodes: readonly SyntaxNode[], depth: number): readonly HclExpression[] {
  return nodes.filter(({ type }) => type === "expression").map((node) => readExpression(text, node, depth + 1));
}

/** `.arn`, `[0]` or `["Pay"]`; undefined where the member is not known. */
function memberTaken(text: string, access: SyntaxNode, depth: number): string | number | undefined {
  if (access.type === "get_attr") return textOf(text, access).replace(/^\.\s*/, "");
  const [index] = access.type === "index" ? meaningful(access) : [];
  if (index?.type === "legacy_index") return Number(textOf(text, index).slice(1));
  const [key] = index?.type === "new_index" ? expressionsIn(text, meaningful(index), depth) : [];
  if (key?.type === "literal" && typeof key.value === "number") return key.value;
  const [part, ...others] = key?.type === "template" ? key.parts : [];
  return part?.type === "text" && others.length === 0 ? text.slice(part.span.start, part.span.end) : undefined;
}

function readTemplate(text: string, node: SyntaxNode, depth: number): HclTemplate {
  const form = node.type === "heredoc_template" ? "heredoc" : "quoted";
  const content = form === "heredoc" ? heredocContent(text, node) : { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
  const parts: HclTemplatePart[] = [];
  let last = content.start;
  const addText = (end: number): void => {
    if (last < end) parts.push({ type: "text", span: { start: last, end } });
  };
  for (const child of node.children) {
    if (child.type !== "template_interpolation" && child.type !== "template_directive") continue;
    addText(child.start);
    parts.push(readInterpolation(text, child, depth));
    last = child.end;
  }
  addText(content.end);
  return { type: "template", form, parts, span: spanOf(node) };
}

function readInterpolation(text: string, node: SyntaxNode, depth: number): HclTemplatePart {
  const span = spanOf(node);
  if (node.type === "template_directive") return { type: "directive", span };
  const [value] = expressionsIn(text, meaningful(node), depth);
  return { type: "interpolation", value: value ?? { type: "other", span }, span };
}

/** From the line after `<<EOF` to the line before `EOF`, its line break included. */
function heredocContent(text: string, node: SyntaxNode): Span {
  const [opening, closing] = node.children.filter(({ type }) => type === "heredoc_identifier");
  const firstLine = text.indexOf("\n", opening?.end ?? node.start);
  const start = firstLine === -1 ? node.end : firstLine + 1;
  const lastLine = text.lastIndexOf("\n", (closing?.start ?? node.end) - 1);
  return { start, end: Math.max(start, lastLine + 1) };
}
