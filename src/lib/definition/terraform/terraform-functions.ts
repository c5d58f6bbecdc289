import type { Span } from "../../base/span.ts";
import { spanOf } from "../../base/span.ts";
import type { Member, Node } from "../../source/node.ts";
import { memberOf, valueOf } from "../../source/node.ts";
import { isKnown, isSame, knownText, textOf } from "./terraform-known.ts";
import { tokenName } from "../tokens.ts";

/** What a function of Terraform makes of values: undefined where that cannot be known. https://developer.hashicorp.com/terraform/language/functions */
export function called(name: string, values: readonly Node[], span: Span): Node | undefined {
  const made = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]?.(...values) : undefined;
  if (made === undefined) return undefined;
  switch (typeof made) {
    case "string":
      return { type: "string", value: made, ...span };
    case "number":
      return Number.isFinite(made) ? { type: "number", value: made, ...span } : undefined;
    case "boolean":
      return { type: "boolean", value: made, ...span };
    default:
      return Array.isArray(made) ? { type: "array", items: made, ...span } : { ...(made as Node), ...span };
  }
}

type Value = Node | undefined;

type Made = Value | readonly Node[] | string | number | boolean;

/** AWS takes a megabyte as a definition. */
export const LONGEST_TEXT = 1_000_000;

const FUNCTIONS: Readonly<Record<string, (...values: readonly Value[]) => Made>> = {
  abspath: textOf,
  chomp: (text) => textOf(text)?.replace(/(?:\r?\n)+$/, ""),
  coalesce: (...values) => ifKnown(values.find((value) => value?.type !== "null" && textOf(value) !== "")),
  compact: (list) => itemsOf(list)?.filter((item) => item.type !== "null" && textOf(item) !== ""),
  concat: (...lists) => joined(lists),
  contains: (list, item) => ifKnown(list) && item && ifKnown(item) && itemsOf(list)?.some((each) => isSame(each, item)),
  distinct: unique,
  element: (list, index) => (index?.type === "number" ? itemsOf(list)?.[index.value % (itemsOf(list)?.length ?? 1)] : undefined),
  flatten: flat,
  format: formatted,
  indent: (count, text) =>
    count?.type === "number" && count.value >= 0 && count.value < 100
      ? textOf(text)?.replaceAll("\n", `\n${" ".repeat(count.value)}`)
      : undefined,
  join: (separator, ...lists) => {
    const texts = joined(lists)?.map(textOf);
    return texts?.includes(undefined) === false ? texts.join(textOf(separator)) : undefined;
  },
  jsonencode: (value) => value && JSON.stringify(valueOf(value)),
  keys: (map) => membersOf(map)?.map((member) => ({ type: "string", value: member.key, ...spanOf(member) })),
  length: (value) => membersOf(value)?.length ?? itemsOf(value)?.length ?? knownText(value)?.length,
  lookup: (map, key, fallback) => {
    const name = knownText(key);
    return name === undefined || map?.type !== "object" ? undefined : (memberOf(map, name)?.value ?? fallback);
  },
  lower: (text) => knownText(text)?.toLowerCase(),
  merge: merged,
  nonsensitive: (value) => value,
  one: (list) => (itemsOf(list)?.length === 1 ? itemsOf(list)?.[0] : undefined),
  replace: replaced,
  sensitive: (value) => value,
  split: divided,
  tobool: (value) => (knownText(value) === undefined ? undefined : knownText(value) === "true"),
  tolist: itemsOf,
  tomap: (value) => (value?.type === "object" ? value : undefined),
  tonumber: (value) => (knownText(value) === undefined ? undefined : Number(knownText(value))),
  toset: unique,
  tostring: textOf,
  trimprefix: (text, prefix) => trimmed(text, prefix, (whole, start) => (whole.startsWith(start) ? whole.slice(start.length) : whole)),
  trimspace: (text) => textOf(text)?.trim(),
  trimsuffix: (text, suffix) =>
    trimmed(text, suffix, (whole, end) => (whole.endsWith(end) ? whole.slice(0, whole.length - end.length) : whole)),
  try: ifKnown,
  upper: (text) => knownText(text)?.toUpperCase(),
  values: (map) => membersOf(map)?.map(({ value }) => value),
};

function ifKnown(node: Value): Value {
  return node !== undefined && isKnown(node) ? node : undefined;
}

function itemsOf(node: Node | undefined): readonly Node[] | undefined {
  return node?.type === "array" ? node.items : undefined;
}

/** Terraform goes through a map in the order of its keys. */
export function membersOf(node: Node | undefined): readonly Member[] | undefined {
  return node?.type === "object" ? node.members.toSorted((one, other) => (one.key < other.key ? -1 : 1)) : undefined;
}

function joined(lists: readonly Value[]): readonly Node[] | undefined {
  const items = lists.map(itemsOf);
  return items.includes(undefined) ? undefined : items.flatMap((list) => list ?? []);
}

/** A token among the items may stand for a list. */
function flat(list: Value): readonly Node[] | undefined {
  const parts = itemsOf(list)?.map((item) => (item.type === "array" ? flat(item) : isToken(item) ? undefined : [item]));
  return parts?.includes(undefined) === false ? parts.flatMap((part) => part ?? []) : undefined;
}

function isToken(node: Node): boolean {
  return node.type === "string" && tokenName(node.value) !== undefined;
}

/** The items of a list, each once; a token may stand for the same as another. */
function unique(list: Value): readonly Node[] | undefined {
  return itemsOf(list)?.filter((item, index, items) => items.findIndex((each) => isSame(each, item)) === index);
}

/** The members of all, a later one in the place of an earlier of its name; null counts for nothing. */
function merged(...maps: readonly Value[]): Node | undefined {
  const given = maps.filter((map) => map?.type !== "null");
  const [first] = given;
  if (first === undefined || !given.every((map) => map?.type === "object")) return undefined;
  const members = new Map(given.flatMap((map) => map.members.map((member) => [member.key, member])));
  return { type: "object", members: [...members.values()], ...spanOf(first) };
}

/** `%s` and `%v`, `%d` and `%q`; other verbs are Terraform's affair. */
function formatted(pattern: Value, ...values: readonly Value[]): string | undefined {
  const written = knownText(pattern);
  let next = 0;
  let isClear = true;
  const text = written?.replaceAll(/%(%|[sdvq]|)/g, (_, verb: string) => {
    if (verb === "%") return "%";
    const value = textOf(values[next++]);
    if (value === undefined || verb === "") isClear = false;
    return verb === "q" ? JSON.stringify(value) : (value ?? "");
  });
  return isClear ? text : undefined;
}

function replaced(text: Value, wanted: Value, replacement: Value): string | undefined {
  const whole = textOf(text);
  const change = whole === undefined ? undefined : replacementIn(whole, wanted, replacement);
  return change && whole?.split(change.from).join(change.to);
}

/** What `replace` puts in the place of what in a text; undefined where that is not known, or makes more of it than a definition can be. */
export function replacementIn(text: string, wanted: Value, replacement: Value): { readonly from: string; readonly to: string } | undefined {
  const [from, to] = [knownText(wanted), textOf(replacement)];
  // Between slashes stands a regular expression.
  if (from === undefined || to === undefined || from === "" || /^\/.*\/$/s.test(from)) return undefined;
  return text.split(from).length * to.length > LONGEST_TEXT ? undefined : { from, to };
}

function divided(separator: Value, text: Value): readonly Node[] | undefined {
  const [between, whole] = [knownText(separator), knownText(text)];
  if (between === undefined || whole === undefined || text === undefined) return undefined;
  return whole.split(between).map((value) => ({ type: "string", value, ...spanOf(text) }));
}

function trimmed(text: Value, piece: Value, trim: (whole: string, piece: string) => string): string | undefined {
  const [whole, end] = [textOf(text), knownText(piece)];
  return whole === undefined || end === undefined ? undefined : trim(whole, end);
}
