import type { Span } from "../../base/span.ts";
import { MAX_DEPTH } from "../../source/depth.ts";
import type { Member, Node, StringNode } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import { placed } from "../../source/parse-inner.ts";
import type { HclCall, HclConditional, HclElement, HclExpression, HclReference, HclTemplate } from "../hcl/hcl-tree.ts";
import { parseJsonWithTokens } from "../parse-with-tokens.ts";
import { evaluateFor } from "./terraform-for.ts";
import { LONGEST_TEXT, called } from "./terraform-functions.ts";
import { isSame, knownText, textOf, truthOf, weightOf } from "./terraform-known.ts";
import { operated } from "./terraform-operators.ts";
import { followed, nameIn, namedPlace, onlyInterpolation } from "./terraform-place.ts";
import type { Scope } from "./terraform-scope.ts";
import { neighbourOf } from "./terraform-scope.ts";
import { symbolFor, symbolicArn } from "./terraform-symbols.ts";
import { templatePieces } from "./terraform-text.ts";

/** The value of an expression with its places, as far as it can be known; the rest are tokens, `${var.stage}`. */
export function evaluate(scope: Scope, expression: HclExpression, depth = 0): Node {
  scope.budget.left -= 1;
  if (depth > MAX_DEPTH || scope.budget.left < 0) return symbol(scope, expression);
  return known(scope, expression, depth + 1) ?? symbol(scope, expression);
}

function known(scope: Scope, expression: HclExpression, depth: number): Node | undefined {
  const { span } = expression;
  const value = (inner: HclExpression): Node => evaluate(scope, inner, depth);
  switch (expression.type) {
    case "literal":
      return literalNode(expression.value, span);
    case "template":
      return evaluateTemplate(scope, expression, depth);
    case "tuple":
      return { type: "array", items: expression.items.map(value), ...span };
    case "object":
      return { type: "object", members: expression.elements.map((element) => elementNode(scope, element, depth)), ...span };
    case "reference":
      return evaluateReference(scope, expression, depth);
    case "member":
      return memberAt(value(expression.of), textOf(value(expression.key)));
    case "call":
      return evaluateCall(scope, expression, depth);
    case "operation":
      return operated(expression.operator, expression.operands.map(value), span);
    case "conditional":
      return evaluateConditional(expression, value);
    case "for":
      return evaluateFor(scope, expression, depth);
    case "other":
      return undefined;
  }
}

function literalNode(value: number | boolean | null, span: Span): Node {
  if (value === null) return { type: "null", ...span };
  return typeof value === "number" ? { type: "number", value, ...span } : { type: "boolean", value, ...span };
}

function symbol({ file }: Scope, expression: HclExpression): StringNode {
  return { type: "string", value: symbolFor(file.source.text, expression), ...expression.span };
}

function evaluateTemplate(scope: Scope, template: HclTemplate, depth: number): Node {
  const only = onlyInterpolation(template);
  if (only !== undefined) return { ...evaluate(scope, only, depth), ...template.span };
  const pieces = templatePieces(scope, template, "symbol", (inner, expression) => evaluate(inner, expression, depth)) ?? [];
  return textNode(scope, template, pieces.map(({ text }) => text).join(""));
}

/** Texts that are made of texts twice over grow exponentially, too. */
function textNode(scope: Scope, expression: HclExpression, value: string): StringNode {
  scope.budget.left -= Math.floor(value.length / 100);
  return value.length > LONGEST_TEXT ? symbol(scope, expression) : { type: "string", value, ...expression.span };
}

function elementNode(scope: Scope, { key, value }: HclElement, depth: number): Member {
  return { key: keyText(scope, key, depth), ...key.span, value: evaluate(scope, value, depth) };
}

/** What an object's key says; `true` and `null` are words there. */
export function keyText(scope: Scope, key: HclExpression, depth: number): string {
  if (key.type === "literal") return String(key.value);
  return textOf(evaluate(scope, key, depth)) ?? symbolFor(scope.file.source.text, key);
}

function memberAt(node: Node | undefined, key: string | undefined): Node | undefined {
  if (key === undefined) return undefined;
  return node?.type === "array" ? node.items[Number(key)] : memberOf(node, key)?.value;
}

function evaluateReference(scope: Scope, reference: HclReference, depth: number): Node | undefined {
  const { path, span } = reference;
  const given = path.join(".");
  if (Object.hasOwn(scope.substitutions, given)) return { type: "string", value: scope.substitutions[given] ?? "", ...span };
  // All files are looked for from the folder of the module.
  if (path[0] === "path") return { type: "string", value: ".", ...span };
  const bound = boundValue(scope, path);
  if (bound !== undefined) return placed(bound, () => span);
  const arn = symbolicArn(path, scope.address);
  const symbolic = arn === undefined ? undefined : ({ type: "string", value: arn, ...span } as const);
  // The name of a module says more than that of the function in it, which often is `this`.
  return path[0] === "module" && symbolic !== undefined ? symbolic : (behindName(scope, reference, depth) ?? symbolic);
}

/** What a name stands for that a `for`, a template or `each` gives. */
function boundValue({ values, budget }: Scope, path: HclReference["path"]): Node | undefined {
  const length = [1, 2].find((count) => values.has(path.slice(0, count).join(".")));
  if (length === undefined) return undefined;
  const bound = path
    .slice(length)
    .reduce<Node | undefined>((node, key) => memberAt(node, String(key)), values.get(path.slice(0, length).join(".")));
  if (bound !== undefined) budget.left -= weightOf(bound);
  return bound;
}

/** A value of another file stands where it is referred to. */
function behindName(scope: Scope, reference: HclReference, depth: number): Node | undefined {
  const { name, members } = nameIn(reference.path);
  const exact = followed(scope, reference);
  const place = exact ?? (members.length === 0 ? undefined : namedPlace(scope, name));
  if (place === undefined) return undefined;
  const whole = evaluate(place.scope, place.expression, depth);
  const node = exact === undefined ? members.reduce<Node | undefined>((outer, key) => memberAt(outer, String(key)), whole) : whole;
  return node === undefined || place.scope.file === scope.file ? node : placed(node, () => reference.span);
}

function evaluateCall(scope: Scope, call: HclCall, depth: number): Node | undefined {
  const given = call.arguments.map((argument) => evaluate(scope, argument, depth));
  const last = call.spread ? given.pop() : undefined;
  if (last !== undefined && last.type !== "array") return undefined;
  const values = [...given, ...(last?.items ?? [])];
  const made =
    call.name === "file" || call.name === "jsondecode" ? readValue(scope, call, values[0]) : called(call.name, values, call.span);
  return made?.type === "string" ? textNode(scope, call, made.value) : made;
}

function readValue(scope: Scope, { name, span }: HclCall, argument: Node | undefined): Node | undefined {
  const text = name === "file" ? knownText(argument) : textOf(argument);
  if (text === undefined) return undefined;
  if (name === "file") {
    const value = neighbourOf(scope, text).file?.source.text;
    return value === undefined ? undefined : { type: "string", value, ...span };
  }
  const { root, diagnostics } = parseJsonWithTokens({ file: scope.file.source.file, text });
  return root === undefined || diagnostics.length > 0 ? undefined : placed(root, () => span);
}

/** A condition that is not known makes no difference between two values that are the same. */
function evaluateConditional({ condition, whenTrue, whenFalse }: HclConditional, value: (inner: HclExpression) => Node): Node | undefined {
  const truth = truthOf(value(condition));
  if (truth !== undefined) return value(truth ? whenTrue : whenFalse);
  const one = value(whenTrue);
  return isSame(one, value(whenFalse)) ? one : undefined;
}
