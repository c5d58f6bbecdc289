import type { Alias, ParsedNode, YAMLMap, YAMLSeq } from "yaml";
import { isAlias, isMap, isPair, isScalar, isSeq } from "yaml";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import { MAX_DEPTH, TooDeep, withinDepth } from "./depth.ts";
import { duplicateKeys, emptyText, inTextOrder, syntaxError, tooDeepText } from "./findings.ts";
import type { InnerText } from "./inner-text.ts";
import type { Member, Node } from "./node.ts";
import type { ParsedText } from "./parsed-text.ts";
import { readDocuments } from "./yaml-documents.ts";
import { yamlErrors } from "./yaml-error.ts";

/** How many values aliases may add to a document: real ones add hundreds, a "billion laughs" adds exponentially many. */
const MAX_ALIASED = 100_000;

/** Reads one YAML document; see parseYaml, which loads this file only when a YAML file is read. */
export function readYaml(source: InnerText): ParsedText {
  return withinDepth(
    () => read(source),
    (span) => tooDeepText(source, span),
  );
}

function read(source: InnerText): ParsedText {
  const { documents, comments } = readDocuments(source.text);
  const [document, second] = documents;
  const diagnostics = [...yamlErrors(documents, source.text)];
  if (document?.contents === undefined || document.contents === null) {
    return diagnostics.length === 0 ? { ...emptyText(source), comments } : { source, root: undefined, diagnostics, comments };
  }
  const tree: Tree = { source, diagnostics, anchors: new Map(), values: 0, aliased: 0 };
  const root = toNode(tree, document.contents, 0);
  if (second !== undefined) {
    const start = second.range[0];
    diagnostics.push(
      syntaxError({ start, end: start }, "A second document starts here", "A file holds one document: remove the --- before it."),
    );
  }
  return { source, root, diagnostics: inTextOrder(diagnostics), comments };
}

/** What is being built, and what it costs. */
interface Tree {
  readonly source: InnerText;
  readonly diagnostics: Diagnostic[];
  readonly anchors: Map<string, { readonly node: Node; readonly values: number }>;
  /** How many values the tree holds, aliases counted as what they stand for. */
  values: number;
  aliased: number;
}

function toNode(tree: Tree, yaml: ParsedNode, depth: number): Node {
  if (depth > MAX_DEPTH) throw new TooDeep(rangeOf(yaml));
  if (isAlias(yaml)) return aliased(tree, yaml);
  const before = tree.values;
  tree.values += 1;
  const plain = untagged(tree, yaml, depth);
  const node = yaml.tag?.startsWith("!") === true && yaml.tag !== "!" ? { ...plain, tag: yaml.tag } : plain;
  if (yaml.anchor !== undefined) tree.anchors.set(yaml.anchor, { node, values: tree.values - before });
  return node;
}

function untagged(tree: Tree, yaml: Exclude<ParsedNode, Alias.Parsed>, depth: number): Node {
  if (isMap(yaml)) return objectNode(tree, yaml, depth);
  if (isSeq(yaml)) return arrayNode(tree, yaml, depth);
  const span = rangeOf(yaml);
  const { value } = yaml;
  if (value === null) return { type: "null", ...span };
  if (typeof value === "boolean") return { type: "boolean", value, ...span };
  if (typeof value === "number" && Number.isFinite(value)) return { type: "number", value, ...span };
  if (typeof value === "number") {
    tree.diagnostics.push(syntaxError(span, `${yaml.source} is not a number that JSON knows`));
    return { type: "null", ...span };
  }
  return { type: "string", value: typeof value === "string" ? value : yaml.source, ...span };
}

function arrayNode(tree: Tree, yaml: YAMLSeq.Parsed, depth: number): Node {
  const items = yaml.items.map((item) => toNode(tree, item, depth + 1));
  return { type: "array", items, ...collectionSpan(yaml) };
}

function objectNode(tree: Tree, yaml: YAMLMap.Parsed, depth: number): Node {
  const own: Member[] = [];
  const merged = new Map<string, Member>();
  for (const { key, value } of yaml.items) {
    const keySpan = rangeOf(key);
    const node: Node = value === null ? { type: "null", start: keySpan.end, end: keySpan.end } : toNode(tree, value, depth + 1);
    if (!isMergeKey(key)) own.push({ key: keyText(tree, key), ...keySpan, value: node });
    else for (const member of mergedMembers(tree, node)) if (!merged.has(member.key)) merged.set(member.key, member);
  }
  tree.diagnostics.push(...duplicateKeys(tree.source, own));
  for (const { key } of own) merged.delete(key);
  return { type: "object", members: [...merged.values(), ...own], ...collectionSpan(yaml) };
}

function isMergeKey(key: ParsedNode): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

/** What `<<` adds (https://yaml.org/type/merge.html): a mapping's members, or those of several, earlier ones first. */
function mergedMembers(tree: Tree, node: Node): readonly Member[] {
  if (node.type === "object") return node.members;
  if (node.type === "array" && node.items.every(({ type }) => type === "object"))
    return node.items.flatMap((item) => mergedMembers(tree, item));
  if (node.type !== "null") tree.diagnostics.push(syntaxError(node, "<< merges a mapping or a list of mappings, and this is neither"));
  return [];
}

function keyText(tree: Tree, key: ParsedNode): string {
  if (isScalar(key)) return String(key.value);
  tree.diagnostics.push(syntaxError(rangeOf(key), "A key must be text", "A mapping, a list or an alias cannot be a key."));
  return "";
}

/** The anchored value, at the alias's own place; what is inside keeps the anchor's places. */
function aliased(tree: Tree, alias: Alias.Parsed): Node {
  const span = rangeOf(alias);
  const target = tree.anchors.get(alias.source);
  if (target === undefined) {
    const hint = `An anchor &${alias.source} must stand before it; put text that starts with * in quotes.`;
    tree.diagnostics.push(syntaxError(span, `The alias *${alias.source} names no anchor`, hint));
    return { type: "null", ...span };
  }
  const within = tree.aliased <= MAX_ALIASED;
  tree.aliased += target.values;
  tree.values += target.values;
  if (tree.aliased <= MAX_ALIASED) return { ...target.node, ...span };
  if (within)
    tree.diagnostics.push(
      syntaxError(span, `Aliases add more than ${MAX_ALIASED} values to this file`, "Write fewer aliases inside aliases."),
    );
  return { type: "null", ...span };
}

function rangeOf({ range: [start, end] }: ParsedNode): Span {
  return { start, end };
}

/** A block mapping or list ends where its last value does, not at the blank lines and comments after it. */
function collectionSpan(yaml: YAMLMap.Parsed | YAMLSeq.Parsed): Span {
  const last = yaml.items.at(-1);
  const end = isPair<ParsedNode, ParsedNode | null>(last) ? (last.value ?? last.key) : last;
  if (yaml.flow === true || end === undefined) return rangeOf(yaml);
  return { start: yaml.range[0], end: isMap(end) || isSeq(end) ? collectionSpan(end).end : end.range[1] };
}
