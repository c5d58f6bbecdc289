import { spanOf } from "../base/span.ts";
import { didYouMean } from "../base/near-names.ts";
import type { Member, Node, NumberNode, ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Text } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { interned, report, unread } from "./parse-context.ts";
import { hasToken, isSymbolic } from "./symbolic.ts";

const KIND_NAMES: Record<Node["type"], string> = {
  object: "an object",
  array: "an array",
  string: "a string",
  number: "a number",
  boolean: "true or false",
  null: "null",
};

/** What a value is, in words. */
export function kindOf({ type }: Node): string {
  return KIND_NAMES[type];
}

/** The field's value where it has the wanted type; a wrong type is reported, an absent field is undefined. */
export function field<T extends Node["type"]>(
  context: ParseContext,
  object: ObjectNode,
  key: string,
  type: T,
): Extract<Node, { type: T }> | undefined {
  const value = memberOf(object, key)?.value;
  if (value === undefined || value.type === type) return value as Extract<Node, { type: T }> | undefined;
  reportType(context, value, type, key);
  return undefined;
}

/** The node where it has the wanted type; otherwise reports what `what` must be. */
export function expectType<T extends Node["type"]>(
  context: ParseContext,
  node: Node,
  type: T,
  what: string,
): Extract<Node, { type: T }> | undefined {
  if (node.type === type) return node as Extract<Node, { type: T }>;
  reportType(context, node, type, what);
  return undefined;
}

/** The same of what makes up the machine, of which it is said where it is not known: what it leads to, nobody can see. */
export function partField<T extends "object" | "array">(
  context: ParseContext,
  object: ObjectNode,
  key: string,
  type: T,
): Extract<Node, { type: T }> | undefined {
  const member = memberOf(object, key);
  return member && expectPart(context, member.value, type, key);
}

/** The node of a part of the machine where it has the wanted type. */
export function expectPart<T extends "object" | "array">(
  context: ParseContext,
  node: Node,
  type: T,
  what: string,
): Extract<Node, { type: T }> | undefined {
  if (!isSymbolic(node)) return expectType(context, node, type, what);
  unread(context, node, what);
  return undefined;
}

function reportType(context: ParseContext, node: Node, type: Node["type"], what: string): void {
  if (!isSymbolic(node)) report(context, "schema", node, `${what} must be ${KIND_NAMES[type]}, not ${kindOf(node)}`);
}

/** A string field with its place. */
export function textField(context: ParseContext, object: ObjectNode, key: string): Text | undefined {
  const node = field(context, object, key, "string");
  return node && { value: node.value, span: spanOf(node) };
}

/** A string field that names a state. */
export function targetField(context: ParseContext, object: ObjectNode, key: string): Text | undefined {
  const node = field(context, object, key, "string");
  return node && { value: interned(context, node.value), span: spanOf(node) };
}

/** A field that holds one of a few words; undefined where it is absent, symbolic or wrong. */
export function wordField<T extends string>(context: ParseContext, object: ObjectNode, key: string, words: readonly T[]): T | undefined {
  const text = field(context, object, key, "string");
  if (text === undefined || hasToken(text.value)) return undefined;
  const word = words.find((known) => known === text.value);
  if (word === undefined) report(context, "schema", text, `${key} is ${words.join(" or ")}, not ${text.value}`);
  return word;
}

/** The bounds of a number field. */
export interface NumberBounds {
  readonly min: number;
  readonly max?: number;
  readonly integer?: boolean;
}

/** A number field within its bounds. */
export function numberField(context: ParseContext, object: ObjectNode, key: string, bounds: NumberBounds): number | undefined {
  const node = field(context, object, key, "number");
  return node && boundedNumber(context, node, key, bounds);
}

/** The number where it lies within the bounds; otherwise reports what `key` must be. */
export function boundedNumber(context: ParseContext, node: NumberNode, key: string, bounds: NumberBounds): number | undefined {
  const { min, max = Number.POSITIVE_INFINITY, integer = false } = bounds;
  if (node.value >= min && node.value <= max && (!integer || Number.isInteger(node.value))) return node.value;
  const range = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `from ${min} to ${max}`;
  report(context, "schema", node, `${key} must be ${integer ? "a whole number" : "a number"} ${range}, not ${node.value}`);
  return undefined;
}

/** An array field of the machine's parts, of which every one must be an object. */
export function objectsField(context: ParseContext, object: ObjectNode, key: string): readonly ObjectNode[] {
  const items = partField(context, object, key, "array")?.items ?? NONE;
  if (items.every(isReadObject)) return items;
  return items.filter((item): item is ObjectNode => expectPart(context, item, "object", `An entry of ${key}`) !== undefined);
}

const NONE: readonly Node[] = [];

function isReadObject(node: Node): node is ObjectNode {
  return node.type === "object" && !isSymbolic(node);
}

/** The parts that could be read, in an array of just their size: one that grows by pushes has room for sixteen more. */
export function readable<T extends object>(parts: readonly (T | undefined)[]): readonly T[] {
  return parts.includes(undefined) ? parts.filter((part) => part !== undefined) : (parts as readonly T[]);
}

/** Reports every field of which only one may stand in the object. */
export function checkExclusive(context: ParseContext, object: ObjectNode, first: string, second: string): void {
  const other = memberOf(object, second);
  if (other && memberOf(object, first)) report(context, "schema", other, `${first} and ${second} exclude each other`);
}

/** Reports a field that only the other query language has. */
export function reportForeign(context: ParseContext, object: ObjectNode, key: string, where: string): void {
  const member = memberOf(object, key);
  if (member) report(context, "mixed-query-language", member, `${key} does not exist in ${context.language} ${where}`);
}

/** Reports every field that the language does not know here, with the name that was perhaps meant. */
export function checkFields(context: ParseContext, object: ObjectNode, known: ReadonlySet<string>, where: string): void {
  for (const member of object.members) {
    if (!known.has(member.key)) reportUnknown(context, member, known, where);
  }
}

/** Reports one field that the language does not know here. */
export function reportUnknown(context: ParseContext, member: Member, known: ReadonlySet<string>, where: string): void {
  report(context, "schema", member, `${where} has no field "${member.key}"`, didYouMean(member.key, known));
}
