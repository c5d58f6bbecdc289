import { parseIntrinsic } from "../expr/intrinsic.ts";
import type { JsonPath } from "../expr/json-path.ts";
import { parseJsonPath } from "../expr/json-path.ts";
import type { Template, TemplateEntry } from "../expr/template.ts";
import type { Span } from "../base/span.ts";
import type { Member, Node, ObjectNode, StringNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import type { NumberBounds, ParseContext } from "./parse-context.ts";
import { boundedNumber, expectType, isSymbolic, report } from "./parse-context.ts";

/** A payload template field (Parameters, Arguments, ResultSelector, Output, Assign, ItemSelector…), in the context's query language. */
export function templateField(context: ParseContext, object: ObjectNode, key: string): Template | undefined {
  const node = memberOf(object, key)?.value;
  return node && parseTemplate(context, node);
}

/** A payload template; parts without expressions become literals, which evaluate to themselves. */
export function parseTemplate(context: ParseContext, node: Node): Template {
  switch (node.type) {
    case "object": {
      const entries = node.members.map((member) => parseEntry(context, member));
      const constant = entries.every(({ value }, index) => value.type === "literal" && node.members[index]?.key === entries[index]?.key);
      return constant ? literal(node) : { type: "object", entries, span: node.span };
    }
    case "array": {
      const items = node.items.map((item) => parseTemplate(context, item));
      return items.every(({ type }) => type === "literal") ? literal(node) : { type: "array", items, span: node.span };
    }
    case "string":
      return context.language === "JSONata" ? parseJsonataText(context, node) : literal(node);
    case "number":
    case "boolean":
    case "null":
      return literal(node);
  }
}

function literal(node: Node): Template {
  return { type: "literal", value: valueOf(node), span: node.span };
}

function parseEntry(context: ParseContext, { key, keySpan, value }: Member): TemplateEntry {
  if (context.language !== "JSONPath" || !key.endsWith(".$")) return { key, keySpan, value: parseTemplate(context, value) };
  const text = expectType(context, value, "string", `"${key}" ends in .$: its value`);
  return { key: key.slice(0, -2), keySpan, value: text ? parsePathText(context, text) : literal(value) };
}

/** A path, or an intrinsic function call, as the value of a `.$` field. */
function parsePathText(context: ParseContext, node: StringNode): Template {
  if (isSymbolic(node)) return literal(node);
  if (node.value.startsWith("States.")) {
    const call = parseIntrinsic(node.value);
    if (call.ok) return { type: "intrinsic", call: call.value, span: node.span };
    report(context, "invalid-intrinsic", node.span, `${node.value}: ${call.message}`);
    return literal(node);
  }
  const path = parsePath(context, node);
  return path ? { type: "path", path, span: node.span } : literal(node);
}

function parsePath(context: ParseContext, node: StringNode): JsonPath | undefined {
  const path = parseJsonPath(node.value);
  if (path.ok) return path.value;
  report(
    context,
    "invalid-path",
    node.span,
    `"${node.value}" is not a valid JSONPath: ${path.message}`,
    "Paths start with $, $$ or $variable.",
  );
  return undefined;
}

const JSONATA = /^\{%([\s\S]*)%\}$/;

function parseJsonataText(context: ParseContext, node: StringNode): Template {
  const source = JSONATA.exec(node.value)?.[1];
  if (source !== undefined) return { type: "jsonata", source: source.trim(), span: node.span };
  if (node.value.startsWith("{%") || node.value.endsWith("%}")) {
    report(context, "invalid-jsonata", node.span, "A JSONata expression stands between {% and %}, which must begin and end the string");
  }
  return literal(node);
}

/** InputPath, OutputPath and their like: undefined where absent or wrong, null where the definition says null. */
export function pathField(context: ParseContext, object: ObjectNode, key: string): JsonPath | null | undefined {
  const node = memberOf(object, key)?.value;
  if (node === undefined || isSymbolic(node)) return undefined;
  if (node.type === "null") return null;
  const text = expectType(context, node, "string", key);
  return text && parsePath(context, text);
}

/** A field that must hold a path, as a template (SecondsPath, ErrorPath, TimeoutSecondsPath…); ErrorPath and CausePath may hold an intrinsic function. */
export function pathTemplateField(context: ParseContext, object: ObjectNode, key: string): Template | undefined {
  const node = memberOf(object, key)?.value;
  const text = node && expectType(context, node, "string", key);
  return text && parsePathText(context, text);
}

/** ResultPath: a reference path into the state's input, which can name one place only. */
export function resultPathField(context: ParseContext, object: ObjectNode): JsonPath | null | undefined {
  const path = pathField(context, object, "ResultPath");
  if (!path || (path.reference && path.root.type === "input")) return path;
  const span: Span = memberOf(object, "ResultPath")?.value.span ?? object.span;
  report(context, "invalid-path", span, `ResultPath must be a reference path such as $.result, not "${path.text}"`);
  return undefined;
}

/**
 * A number that may also be computed: `Key` as a literal within the bounds (or a JSONata expression), or `KeyPath` in JSONPath.
 * The two exclude each other.
 */
export function computedNumberField(context: ParseContext, object: ObjectNode, key: string, bounds: NumberBounds): Template | undefined {
  const direct = memberOf(object, key);
  const path = memberOf(object, `${key}Path`);
  if (direct && path) report(context, "schema", path.keySpan, `${key} and ${key}Path exclude each other`);
  if (direct === undefined) return pathTemplateField(context, object, `${key}Path`);
  const template = parseTemplate(context, direct.value);
  if (template.type === "jsonata") return template;
  const number = expectType(context, direct.value, "number", key);
  return number && boundedNumber(context, number, key, bounds) !== undefined ? template : undefined;
}
