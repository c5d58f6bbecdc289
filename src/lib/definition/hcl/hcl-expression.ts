import { spanOf } from "../../base/span.ts";
import { MAX_DEPTH, TooDeep } from "../../source/depth.ts";
import type { SyntaxNode } from "./hcl-syntax.ts";
import { meaningful, textOf } from "./hcl-syntax.ts";
import { readTemplate } from "./hcl-template.ts";
import { textPieces } from "./hcl-text.ts";
import type { HclElement, HclExpression } from "./hcl-tree.ts";

/** Reads an `expression` of the grammar; throws TooDeep where it nests deeper than a tree may. */
export function readExpression(text: string, node: SyntaxNode, depth = 0): HclExpression {
  if (depth > MAX_DEPTH) throw new TooDeep(spanOf(node));
  return readTerms(text, meaningful(node), depth) ?? { type: "other", span: spanOf(node) };
}

/** The expressions among these nodes. */
export function readExpressions(text: string, nodes: readonly SyntaxNode[], depth: number): readonly HclExpression[] {
  return nodes.filter(({ type }) => type === "expression").map((node) => readExpression(text, node, depth + 1));
}

/** The value of a quoted string without tokens, as block labels are. */
export function plainString(text: string, node: SyntaxNode): string {
  const [open, literal] = meaningful(node);
  if (open?.type !== "quoted_template_start" || literal?.type !== "template_literal") return "";
  return textPieces(text, { start: open.end, end: literal.end }, "quoted")
    .map((piece) => piece.text)
    .join("");
}

/** A value and the members that are taken of it: `var.a`, `f(x)[0]`, `(b)`. */
function readTerms(text: string, terms: readonly SyntaxNode[], depth: number): HclExpression | undefined {
  const [term, ...rest] = terms;
  if (term === undefined) return undefined;
  if (term.type === "(") {
    const [inner, , ...accesses] = rest;
    return inner?.type === "expression" ? membersOf(text, readExpression(text, inner, depth + 1), accesses, depth) : undefined;
  }
  if (term.type !== "variable_expr") return membersOf(text, readTerm(text, term, depth), rest, depth);
  const path: (string | number)[] = [textOf(text, term)];
  for (const access of rest) {
    const member = plainMember(text, access, depth);
    if (member === undefined) break;
    path.push(member);
  }
  const end = (rest[path.length - 2] ?? term).end;
  return membersOf(text, { type: "reference", path, span: { start: term.start, end } }, rest.slice(path.length - 1), depth);
}

function membersOf(text: string, of: HclExpression, accesses: readonly SyntaxNode[], depth: number): HclExpression {
  return accesses.reduce<HclExpression>((inner, access) => {
    const span = { start: inner.span.start, end: access.end };
    const key = memberKey(text, access, depth);
    return key === undefined ? { type: "other", span } : { type: "member", of: inner, key, span };
  }, of);
}

/** What stands in `.arn`, `.0` and `[each.key]`; undefined in a splat. */
function memberKey(text: string, access: SyntaxNode, depth: number): HclExpression | undefined {
  if (access.type === "get_attr") return nameAsText(meaningful(access).at(-1) ?? access);
  const [index] = access.type === "index" ? meaningful(access) : [];
  if (index?.type === "legacy_index") return { type: "literal", value: Number(textOf(text, index).slice(1)), span: spanOf(index) };
  return index?.type === "new_index" ? readExpressions(text, meaningful(index), depth)[0] : undefined;
}

function nameAsText(name: SyntaxNode): HclExpression {
  const span = spanOf(name);
  return { type: "template", form: "quoted", parts: [{ type: "text", span }], span };
}

/** `.arn`, `[0]` or `["Pay"]`; undefined where the key has to be worked out. */
function plainMember(text: string, access: SyntaxNode, depth: number): string | number | undefined {
  const key = memberKey(text, access, depth);
  if (key?.type === "literal" && typeof key.value === "number") return key.value;
  const [part, ...others] = key?.type === "template" ? key.parts : [];
  return part?.type === "text" && others.length === 0 ? text.slice(part.span.start, part.span.end) : undefined;
}

function readTerm(text: string, node: SyntaxNode, depth: number): HclExpression {
  const span = spanOf(node);
  const children = meaningful(node);
  const [first, ...rest] = children;
  if (first === undefined) return { type: "other", span };
  switch (node.type) {
    case "literal_value":
      return readLiteral(text, first, depth);
    case "template_expr":
      return readTemplate(text, first, depth);
    case "collection_value":
      return readCollection(text, first, depth);
    case "function_call":
      return { type: "call", name: textOf(text, first), ...argumentsOf(text, rest, depth), span };
    case "operation":
      return readOperation(text, first, depth);
    case "conditional":
      return readConditional(text, node, depth);
    case "for_expr":
      return readFor(text, first, depth);
    default:
      return { type: "other", span };
  }
}

function readLiteral(text: string, node: SyntaxNode, depth: number): HclExpression {
  const span = spanOf(node);
  switch (node.type) {
    case "string_lit":
      return readTemplate(text, node, depth);
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

const OPERATOR = /^(?:[-+*/%!<>]|[<>=!]=|&&|\|\|)$/;

function readOperation(text: string, node: SyntaxNode, depth: number): HclExpression {
  const span = spanOf(node);
  const terms = meaningful(node);
  const at = terms.findIndex(({ type }) => OPERATOR.test(type));
  const operator = terms[at];
  // A sum may be long where a tree may not be deep.
  if (operator === undefined || depth > MAX_DEPTH) return { type: "other", span };
  const operands = [terms.slice(0, at), terms.slice(at + 1)].flatMap((side) => readTerms(text, side, depth + 1) ?? []);
  const [operand] = operands;
  if (operator.type === "-" && operands.length === 1 && operand?.type === "literal" && typeof operand.value === "number") {
    return { type: "literal", value: -operand.value, span };
  }
  return { type: "operation", operator: operator.type, operands, span };
}

function readConditional(text: string, node: SyntaxNode, depth: number): HclExpression {
  const span = spanOf(node);
  const [condition, whenTrue, whenFalse] = readExpressions(text, node.children, depth);
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return { type: "other", span };
  return { type: "conditional", condition, whenTrue, whenFalse, span };
}

function readFor(text: string, node: SyntaxNode, depth: number): HclExpression {
  const span = spanOf(node);
  const children = meaningful(node);
  const intro = children.find(({ type }) => type === "for_intro");
  const filter = children.find(({ type }) => type === "for_cond");
  const [collection] = readExpressions(text, intro?.children ?? [], depth);
  const results = readExpressions(text, children, depth);
  const result = results.at(-1);
  const grouped = children.some(({ type }) => type === "ellipsis");
  if (intro === undefined || collection === undefined || result === undefined || grouped) return { type: "other", span };
  const [condition] = readExpressions(text, filter?.children ?? [], depth);
  const key = node.type === "for_object_expr" ? results[0] : undefined;
  return { type: "for", names: namesIn(text, intro), collection, key, result, condition, span };
}

/** The names that the `for` of an expression or of a template gives. */
export function namesIn(text: string, intro: SyntaxNode): readonly string[] {
  return intro.children.filter(({ type }) => type === "identifier").map((name) => textOf(text, name));
}

function readCollection(text: string, node: SyntaxNode, depth: number): HclExpression {
  const span = spanOf(node);
  const children = meaningful(node);
  if (node.type === "object") return { type: "object", elements: children.flatMap((child) => readElement(text, child, depth)), span };
  return { type: "tuple", items: readExpressions(text, children, depth), span };
}

/** A key of one word without quotes and brackets means itself. */
function readElement(text: string, node: SyntaxNode, depth: number): readonly HclElement[] {
  const [written, value] = node.type === "object_elem" ? meaningful(node).filter(({ type }) => type === "expression") : [];
  if (written === undefined || value === undefined) return [];
  const [word, ...others] = meaningful(written);
  const key = word?.type === "variable_expr" && others.length === 0 ? nameAsText(word) : readExpression(text, written, depth + 1);
  return [{ key, value: readExpression(text, value, depth + 1) }];
}

function argumentsOf(
  text: string,
  children: readonly SyntaxNode[],
  depth: number,
): { readonly arguments: readonly HclExpression[]; readonly spread: boolean } {
  const node = children.find(({ type }) => type === "function_arguments");
  return {
    arguments: node === undefined ? [] : readExpressions(text, meaningful(node), depth),
    spread: node?.children.some(({ type }) => type === "ellipsis") ?? false,
  };
}
