import { spanOf } from "../base/span.ts";
import type { IntrinsicName } from "../expr/intrinsic.ts";
import { parseIntrinsic } from "../expr/intrinsic.ts";
import type { JsonPath } from "../expr/json-path.ts";
import type { Template } from "../expr/template.ts";
import type { ObjectNode, StringNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import { unknownContextField } from "./context-fields.ts";
import type { ParseContext } from "./parse-context.ts";
import { pathOf, report, warn } from "./parse-context.ts";
import { expectType } from "./parse-field.ts";
import { isSymbolic } from "./symbolic.ts";

/** A path, or an intrinsic function call, as the value of a `.$` field. */
export function parsePathText(context: ParseContext, node: StringNode): Template {
  if (isSymbolic(node)) return literal(node);
  if (node.value.startsWith("States.")) return parseCall(context, node);
  const path = parsePath(context, node);
  return path ? { type: "path", path, span: spanOf(node) } : literal(node);
}

function parseCall(context: ParseContext, node: StringNode): Template {
  const call = parseIntrinsic(node.value);
  if (call.ok) return { type: "intrinsic", call: call.value, span: spanOf(node) };
  report(context, "invalid-intrinsic", node, `${node.value}: ${call.message}`);
  return literal(node);
}

function literal(node: StringNode): Template {
  return { type: "literal", value: valueOf(node), span: spanOf(node) };
}

function parsePath(context: ParseContext, node: StringNode): JsonPath | undefined {
  const path = pathOf(context, node.value);
  if (path.ok) {
    const unknown = unknownContextField(path.value);
    if (unknown) warn(context, "invalid-path", node, `The context object has no field "${unknown.name}"`, unknown.hint);
    return path.value;
  }
  const message = `"${node.value}" is not a valid JSONPath: ${path.message}`;
  report(context, "invalid-path", node, message, "Paths start with $, $$ or $variable.");
  return undefined;
}

/** InputPath, OutputPath and their like: undefined where absent or wrong, and in JSONata, which has none; null where the definition says null. */
export function pathField(context: ParseContext, object: ObjectNode, key: string): JsonPath | null | undefined {
  if (context.language === "JSONata") return undefined;
  const node = memberOf(object, key)?.value;
  if (node === undefined || isSymbolic(node)) return undefined;
  if (node.type === "null") return null;
  const text = expectType(context, node, "string", key);
  return text && parsePath(context, text);
}

/** ResultPath: a reference path into the state's input, which can name one place only. */
export function resultPathField(context: ParseContext, object: ObjectNode): JsonPath | null | undefined {
  const path = pathField(context, object, "ResultPath");
  if (!path || (path.reference && path.root.type === "input")) return path;
  const span = memberOf(object, "ResultPath")?.value ?? object;
  report(context, "invalid-path", span, `ResultPath must be a reference path such as $.result, not "${path.text}"`);
  return undefined;
}

/**
 * A field that must hold a reference path into the input or a variable, as a template (SecondsPath, TimeoutSecondsPath…).
 * ItemsPath alone may also name a place in the context object.
 */
export function referencePathField(context: ParseContext, object: ObjectNode, key: string): Template | undefined {
  const node = memberOf(object, key)?.value;
  const text = node && expectType(context, node, "string", key);
  if (text === undefined || isSymbolic(text)) return text && literal(text);
  const path = parsePath(context, text);
  if (path === undefined) return undefined;
  if (!path.reference || (path.root.type === "context" && key !== "ItemsPath")) {
    report(context, "invalid-path", text, `${key} must be a reference path such as $.order.items, not "${path.text}"`);
    return undefined;
  }
  return { type: "path", path, span: spanOf(text) };
}

/** The functions that ErrorPath and CausePath may call: https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
const GIVE_TEXT: ReadonlySet<IntrinsicName> = new Set<IntrinsicName>([
  "States.Format",
  "States.JsonToString",
  "States.ArrayGetItem",
  "States.Base64Encode",
  "States.Base64Decode",
  "States.Hash",
  "States.UUID",
]);

/** ErrorPath and CausePath: a reference path, or an intrinsic function that gives text. */
export function textPathField(context: ParseContext, object: ObjectNode, key: string): Template | undefined {
  const node = memberOf(object, key)?.value;
  const text = node && expectType(context, node, "string", key);
  const template = text && parsePathText(context, text);
  if (template?.type === "path" && !template.path.reference) {
    report(context, "invalid-path", template.span, `${key} must be a reference path such as $.failure.Error, not "${template.path.text}"`);
    return undefined;
  }
  if (template?.type !== "intrinsic" || GIVE_TEXT.has(template.call.name)) return template;
  report(context, "invalid-intrinsic", template.span, `${key} needs text, which ${template.call.name} does not give`);
  return undefined;
}
