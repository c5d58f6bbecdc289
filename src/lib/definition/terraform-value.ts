import { MAX_DEPTH } from "../source/depth.ts";
import type { Member, Node, ObjectNode, StringNode } from "../source/node.ts";
import { valueOf } from "../source/node.ts";
import { placed } from "../source/parse-inner.ts";
import { textPieces } from "./hcl-text.ts";
import type { HclCall, HclElement, HclExpression, HclFile, HclReference, HclTemplate, HclTemplatePart } from "./hcl-tree.ts";
import type { TerraformModule } from "./terraform-module.ts";
import { symbolFor, symbolicArn } from "./terraform-symbols.ts";
import type { Substitutions } from "./tokens.ts";

/** Where an expression stands and what it may refer to. */
export interface Scope {
  readonly module: TerraformModule;
  /** The file that every span of a value is one of. */
  readonly file: HclFile;
  /** The person's own values: `var.stage`, `aws_lambda_function.pay.arn`. */
  readonly substitutions: Substitutions;
  /** Names whose values are being read: one that refers to itself has no value. */
  readonly reading: ReadonlySet<string>;
  /** How many more values may be made: names that refer to names twice over would make exponentially many. */
  readonly budget: { left: number };
}

/** An expression with the scope it is read in. */
export interface Place {
  readonly scope: Scope;
  readonly expression: HclExpression;
}

/** How many values one definition may have, and how many hundreds of letters; real ones have thousands. */
export const VALUE_BUDGET = 100_000;

/** AWS takes a megabyte as a definition. */
const LONGEST_TEXT = 1_000_000;

/** The value of an expression with its places, as far as it can be known; the rest are tokens, `${var.stage}`. */
export function evaluate(scope: Scope, expression: HclExpression, depth = 0): Node {
  scope.budget.left -= 1;
  if (depth > MAX_DEPTH || scope.budget.left < 0) return symbol(scope, expression);
  const { span } = expression;
  switch (expression.type) {
    case "literal":
      return literalNode(expression.value, expression);
    case "template":
      return evaluateTemplate(scope, expression, depth);
    case "tuple":
      return { type: "array", items: expression.items.map((item) => evaluate(scope, item, depth + 1)), span };
    case "object":
      return { type: "object", members: expression.elements.map((element) => memberNode(scope, element, depth)), span };
    case "reference":
      return evaluateReference(scope, expression, depth);
    case "call":
      return evaluateCall(scope, expression, depth);
    case "other":
      return symbol(scope, expression);
  }
}

/** The expression behind `local.name`, `var.name` and members of them; undefined where it cannot be known. */
export function followed(scope: Scope, { path }: HclReference): Place | undefined {
  const [kind, name, ...members] = path;
  const names = kind === "local" ? scope.module.locals : kind === "var" ? scope.module.variables : undefined;
  const named = typeof name === "string" ? names?.get(name) : undefined;
  const id = `${kind}.${name}`;
  if (named === undefined || scope.reading.has(id)) return undefined;
  const place: Place = {
    scope: { ...scope, file: named.file, reading: new Set([...scope.reading, id]) },
    expression: named.expression,
  };
  return members.reduce<Place | undefined>((outer, member) => outer && memberPlace(outer, member), place);
}

/** The text of a value that is known to the last letter. */
export function knownText(node: Node): string | undefined {
  if (node.type === "string") return /[$#]\{/.test(node.value) ? undefined : node.value;
  return node.type === "number" || node.type === "boolean" ? String(node.value) : undefined;
}

function memberPlace({ scope, expression }: Place, member: string | number): Place | undefined {
  if (expression.type === "reference") {
    const behind = followed(scope, expression);
    return behind && memberPlace(behind, member);
  }
  const inner =
    expression.type === "object"
      ? expression.elements.findLast(({ key }) => keyText(scope, key) === String(member))?.value
      : expression.type === "tuple" && typeof member === "number"
        ? expression.items[member]
        : undefined;
  return inner && { scope, expression: inner };
}

function literalNode(value: number | boolean | null, { span }: HclExpression): Node {
  if (value === null) return { type: "null", span };
  return typeof value === "number" ? { type: "number", value, span } : { type: "boolean", value, span };
}

function symbol({ file }: Scope, expression: HclExpression): StringNode {
  return { type: "string", value: symbolFor(file.source.text, expression), span: expression.span };
}

function evaluateTemplate(scope: Scope, template: HclTemplate, depth: number): Node {
  const [first, ...others] = template.parts;
  // Terraform, too, gives the value itself and not its text for `"${local.retries}"`.
  if (first?.type === "interpolation" && others.length === 0) return { ...evaluate(scope, first.value, depth + 1), span: template.span };
  const value = template.parts.map((part) => partText(scope, template, part, depth)).join("");
  return textNode(scope, template, value);
}

/** Texts that are made of texts twice over grow exponentially, too. */
function textNode(scope: Scope, expression: HclExpression, value: string): StringNode {
  scope.budget.left -= Math.floor(value.length / 100);
  return value.length > LONGEST_TEXT ? symbol(scope, expression) : { type: "string", value, span: expression.span };
}

function partText(scope: Scope, { form }: HclTemplate, part: HclTemplatePart, depth: number): string {
  const { text } = scope.file.source;
  switch (part.type) {
    case "text":
      return textPieces(text, part.span, form)
        .map((piece) => piece.text)
        .join("");
    case "interpolation": {
      const node = evaluate(scope, part.value, depth + 1);
      return node.type === "string" ? node.value : (knownText(node) ?? symbolFor(text, part.value));
    }
    case "directive":
      return symbolFor(text, { type: "other", span: part.span });
  }
}

function memberNode(scope: Scope, { key, value }: HclElement, depth: number): Member {
  return { key: keyText(scope, key), keySpan: key.span, value: evaluate(scope, value, depth + 1) };
}

/** A key of one word without quotes means itself. */
function keyText(scope: Scope, key: HclExpression): string {
  if (key.type === "reference" && key.path.length === 1) return String(key.path[0]);
  if (key.type === "literal") return String(key.value);
  const node = evaluate(scope, key);
  return node.type === "string" ? node.value : (knownText(node) ?? symbolFor(scope.file.source.text, key));
}

function evaluateReference(scope: Scope, reference: HclReference, depth: number): Node {
  const { path, span } = reference;
  const given = path.join(".");
  if (Object.hasOwn(scope.substitutions, given)) return { type: "string", value: scope.substitutions[given] ?? "", span };
  // All files are looked for from the folder of the module.
  if (path[0] === "path") return { type: "string", value: ".", span };
  const place = followed(scope, reference);
  if (place !== undefined) {
    const node = evaluate(place.scope, place.expression, depth + 1);
    return place.scope.file === scope.file ? node : placed(node, () => span);
  }
  const arn = symbolicArn(path);
  return arn === undefined ? symbol(scope, reference) : { type: "string", value: arn, span };
}

function evaluateCall(scope: Scope, call: HclCall, depth: number): Node {
  const values = call.arguments.map((argument) => evaluate(scope, argument, depth + 1));
  const [first] = values;
  if (call.name === "jsonencode" && first !== undefined) return textNode(scope, call, JSON.stringify(valueOf(first)));
  if (call.name === "merge" && values.length > 0 && values.every((value) => value.type === "object")) return merged(values, call);
  return symbol(scope, call);
}

/** The members of all, a later one in the place of an earlier of its name. */
function merged(objects: readonly ObjectNode[], { span }: HclCall): ObjectNode {
  const members = new Map(objects.flatMap((object) => object.members.map((member) => [member.key, member])));
  return { type: "object", members: [...members.values()], span };
}
