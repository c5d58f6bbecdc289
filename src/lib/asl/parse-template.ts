import type { Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import type { Template, TemplateEntry } from "../expr/template.ts";
import type { Member, Node, ObjectNode, StringNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import { looksDynamic } from "./dynamic-text.ts";
import type { ParseContext } from "./parse-context.ts";
import { report, warn } from "./parse-context.ts";
import type { NumberBounds } from "./parse-field.ts";
import { boundedNumber, checkExclusive, expectType, kindOf } from "./parse-field.ts";
import { parsePathText, referencePathField } from "./parse-path.ts";
import { isSymbolic } from "./symbolic.ts";

/** Output, which states, rules and catchers have in JSONata. */
export function outputField(context: ParseContext, object: ObjectNode): Template | undefined {
  const node = context.language === "JSONata" ? memberOf(object, "Output")?.value : undefined;
  return node && parseTemplate(context, node);
}

/** A payload template (Parameters, Arguments, ResultSelector, ItemSelector…): an object, or in JSONata an expression that gives one. */
export function payloadField(context: ParseContext, object: ObjectNode, key: string): Template | undefined {
  const node = memberOf(object, key)?.value;
  const template = node && parseTemplate(context, node);
  if (node === undefined || node.type === "object" || template?.type === "jsonata" || isSymbolic(node)) return template;
  const hint = context.language === "JSONPath" ? 'Write {"name.$": "$.path"} to fill it.' : "Write {% … %} to compute it.";
  // AWS takes arrays, too, except for the arguments of a JSONata state.
  if (node.type !== "array" || key === "Arguments") report(context, "schema", node, `${key} must be an object, not ${kindOf(node)}`, hint);
  return template;
}

/** A template; parts without expressions become literals, which evaluate to themselves. */
export function parseTemplate(context: ParseContext, node: Node): Template {
  switch (node.type) {
    case "object":
      return parseObject(context, node);
    case "array": {
      const items = node.items.map((item) => parseTemplate(context, item));
      return items.every(isLiteral) ? literal(node) : { type: "array", items, span: spanOf(node) };
    }
    case "string":
      return context.language === "JSONata" ? parseJsonataText(context, node) : parsePlainText(context, node);
    case "number":
    case "boolean":
    case "null":
      return literal(node);
  }
}

function literal(node: Node): Template {
  return { type: "literal", value: valueOf(node), span: spanOf(node) };
}

function parseObject(context: ParseContext, node: ObjectNode): Template {
  const entries: TemplateEntry[] = [];
  let constant = true;
  for (const member of node.members) {
    const entry = parseEntry(context, member);
    entries.push(entry);
    constant &&= isLiteral(entry.value) && entry.key === member.key;
  }
  if (constant) return literal(node);
  if (context.language === "JSONPath") checkOnce(context, node);
  return { type: "object", entries, span: spanOf(node) };
}

function isLiteral({ type }: Template): boolean {
  return type === "literal";
}

/** `name` and `name.$` fill the same field. */
function checkOnce(context: ParseContext, node: ObjectNode): void {
  for (const member of node.members) {
    const { key } = member;
    const plain = key.endsWith(".$") ? memberOf(node, key.slice(0, -2)) : undefined;
    if (plain) warn(context, "schema", member, `"${key}" and "${plain.key}" both fill the field "${plain.key}"`, "Keep one of them.");
  }
}

function parseEntry(context: ParseContext, member: Member): TemplateEntry {
  const { key, value } = member;
  if (context.language === "JSONata") {
    if (key.endsWith(".$")) warnOfForeign(context, member, `The key "${key}" stays as it is in a JSONata state`);
    return { key, keySpan: spanOf(member), value: parseTemplate(context, value) };
  }
  if (!key.endsWith(".$")) {
    warnOfNoDollar(context, key, value);
    return { key, keySpan: spanOf(member), value: parseTemplate(context, value) };
  }
  const text = expectType(context, value, "string", `"${key}" ends in .$: its value`);
  return { key: key.slice(0, -2), keySpan: spanOf(member), value: text ? parsePathText(context, text) : literal(value) };
}

/** AWS: NO_DOLLAR. */
function warnOfNoDollar(context: ParseContext, key: string, value: Node): void {
  if (value.type !== "string" || !looksDynamic(value.value)) return;
  const message = `"${key}" is the text "${value.value}", not what that names`;
  warn(context, "no-dollar", value, message, `Write "${key}.$" to have it evaluated.`);
}

const JSONATA = /^\{%([\s\S]*)%\}$/;

function parsePlainText(context: ParseContext, node: StringNode): Template {
  if (node.value.startsWith("{%") && JSONATA.test(node.value))
    warnOfForeign(context, node, "This JSONata expression stays text in a JSONPath state", 'Give the state "QueryLanguage": "JSONata".');
  return literal(node);
}

function parseJsonataText(context: ParseContext, node: StringNode): Template {
  const { value } = node;
  const source = value.startsWith("{%") ? JSONATA.exec(value)?.[1] : undefined;
  if (source !== undefined) return { type: "jsonata", source: source.trim(), span: spanOf(node) };
  if (value.startsWith("{%") || value.endsWith("%}")) {
    report(context, "invalid-jsonata", node, "A JSONata expression stands between {% and %}, which must begin and end the string");
  } else if (looksDynamic(value)) {
    warnOfForeign(context, node, `"${value}" stays text in a JSONata state`, "Write {% … %} to have it evaluated.");
  }
  return literal(node);
}

function warnOfForeign(context: ParseContext, span: Span, message: string, hint?: string): void {
  warn(context, "mixed-query-language", span, message, hint);
}

/**
 * A number that may also be computed: `key` as a literal within the bounds (or a JSONata expression), or `pathKey` in JSONPath.
 * The two exclude each other.
 */
export function computedNumberField(
  context: ParseContext,
  object: ObjectNode,
  key: string,
  pathKey: string,
  bounds: NumberBounds,
): Template | undefined {
  const direct = memberOf(object, key);
  if (direct === undefined) return referencePathField(context, object, pathKey);
  checkExclusive(context, object, key, pathKey);
  const template = context.language === "JSONata" ? parseTemplate(context, direct.value) : literal(direct.value);
  if (template.type === "jsonata") return template;
  const number = expectType(context, direct.value, "number", key);
  return number && boundedNumber(context, number, key, bounds) !== undefined ? template : undefined;
}
