import type { Diagnostic } from "../../base/diagnostic.ts";
import type { SourceText } from "../../base/span.ts";
import { spanOf } from "../../base/span.ts";
import { MAX_DEPTH, TooDeep, withinDepth } from "../../source/depth.ts";
import { inTextOrder, tooDeepText } from "../../source/findings.ts";
import type { Comment } from "../../source/parsed-text.ts";
import { hclError } from "./hcl-error.ts";
import { plainString, readExpression } from "./hcl-expression.ts";
import type { SyntaxParser } from "./hcl-parser.ts";
import { hclSyntaxParser } from "./hcl-parser.ts";
import type { SyntaxNode } from "./hcl-syntax.ts";
import { meaningful, preorder, textOf } from "./hcl-syntax.ts";
import type { HclAttribute, HclBlock, HclBody, HclFile } from "./hcl-tree.ts";

/** Reads a Terraform file; a block that is broken leaves the others readable. */
export async function parseHcl(source: SourceText): Promise<HclFile> {
  const parsed = parseText(await hclSyntaxParser(), source.text);
  return withinDepth(
    () => readFile(source, parsed),
    (span) => ({ source, attributes: [], blocks: [], comments: [], diagnostics: tooDeepText(source, span).diagnostics }),
  );
}

/** The text as trees, and what is wrong with it. */
interface ParsedTrees {
  readonly trees: readonly SyntaxNode[];
  readonly errors: readonly Diagnostic[];
}

function parseText(parser: SyntaxParser, text: string): ParsedTrees {
  const whole = parser.whole(text);
  if (whole !== undefined && hclError(text, whole) === undefined) return { trees: [whole], errors: [] };
  const trees = parseApart(parser, text);
  return { trees, errors: trees.flatMap((tree) => hclError(text, tree) ?? []) };
}

const BLOCK_AT_MARGIN = /^[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{/gm;

/** Reads each block by itself, told by its first line at the margin: an error could swallow everything that follows it. */
function parseApart(parser: SyntaxParser, text: string): readonly SyntaxNode[] {
  const starts = [0, ...Array.from(text.matchAll(BLOCK_AT_MARGIN), ({ index }) => index).filter((index) => index > 0)];
  return starts.map((start, index) => parser.piece(text, start, starts[index + 1] ?? text.length));
}

function readFile(source: SourceText, { trees, errors }: ParsedTrees): HclFile {
  const { text } = source;
  return {
    source,
    ...readBody(
      text,
      trees.flatMap(({ children }) => children),
      0,
    ),
    comments: trees.flatMap((tree) => commentsIn(text, tree)),
    diagnostics: inTextOrder(errors),
  };
}

/** The attributes and blocks among these nodes, whatever the parser has wrapped them in. */
function readBody(text: string, nodes: readonly SyntaxNode[], depth: number): HclBody {
  const pieces = nodes.flatMap(unwrapped);
  return {
    attributes: pieces.filter(({ type }) => type === "attribute").flatMap((node) => readAttribute(text, node, depth)),
    blocks: pieces.filter(({ type }) => type === "block").map((node) => readBlock(text, node, depth)),
  };
}

function unwrapped(node: SyntaxNode): readonly SyntaxNode[] {
  return node.type === "body" || node.type === "ERROR" ? node.children.flatMap(unwrapped) : [node];
}

function readAttribute(text: string, node: SyntaxNode, depth: number): readonly HclAttribute[] {
  const [name, , value] = meaningful(node);
  if (name === undefined || value?.type !== "expression") return [];
  return [{ name: textOf(text, name), nameSpan: spanOf(name), value: readExpression(text, value, depth) }];
}

function readBlock(text: string, node: SyntaxNode, depth: number): HclBlock {
  if (depth > MAX_DEPTH) throw new TooDeep(spanOf(node));
  const [type, ...rest] = meaningful(node);
  const labels = rest.filter((child) => child.type === "string_lit" || child.type === "identifier");
  return {
    type: type === undefined ? "" : textOf(text, type),
    labels: labels.map((label) => (label.type === "identifier" ? textOf(text, label) : plainString(text, label))),
    ...readBody(text, rest, depth + 1),
    span: spanOf(node),
  };
}

function commentsIn(text: string, root: SyntaxNode): readonly Comment[] {
  // A comment of the parser's own stands where the text has nothing but space.
  const comments = preorder(root).filter((node) => node.type === "comment" && textOf(text, node).trim() !== "");
  return comments.map((node) => ({ span: spanOf(node), text: commentText(textOf(text, node)) }));
}

function commentText(written: string): string {
  return written
    .replace(/^(?:#|\/\/|\/\*)/, "")
    .replace(/\*\/$/, "")
    .trim();
}
