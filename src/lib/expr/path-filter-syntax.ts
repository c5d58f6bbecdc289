import type { JsonValue } from "../base/json.ts";
import type { Cursor } from "./cursor.ts";
import { quoted } from "./cursor.ts";
import type { Comparison, Operand, Predicate } from "./json-path.ts";
import { innerPath } from "./path-syntax.ts";

const OPERATOR = /===|!==|==|!=|<=|>=|<|>|=~|(?:in|nin|subsetof|anyof|noneof|contains|size|empty)\b/iy;
const REGEX = /\/((?:\\.|[^\\/])+)\/([a-z]*)/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const CONSTANT = /(?:true|false|null)\b/iy;
/** People leave quotes out, and AWS accepts it: `@.Type == RECEIPT`. */
const BARE_WORD = /[A-Za-z_][\w-]*/y;

/** The rule of a filter's test: `@.price < 10 && !(@.sold || @.name =~ /x.*\/i)`. */
export function predicate(cursor: Cursor): Predicate {
  return cursor.nested(() => either(cursor));
}

function either(cursor: Cursor): Predicate {
  let left = both(cursor);
  while (eatOperator(cursor, "||")) left = { type: "or", left, right: both(cursor) };
  return left;
}

function both(cursor: Cursor): Predicate {
  let left = single(cursor);
  while (eatOperator(cursor, "&&")) left = { type: "and", left, right: single(cursor) };
  return left;
}

function eatOperator(cursor: Cursor, operator: string): boolean {
  cursor.skipSpace();
  return cursor.eat(operator);
}

function single(cursor: Cursor): Predicate {
  cursor.skipSpace();
  if (cursor.eat("!")) return { type: "not", predicate: cursor.nested(() => single(cursor)) };
  if (!cursor.eat("(")) return comparison(cursor);
  const inner = predicate(cursor);
  cursor.skipSpace();
  cursor.expect(")");
  return inner;
}

function comparison(cursor: Cursor): Predicate {
  const start = cursor.at;
  const left = operand(cursor);
  cursor.skipSpace();
  const operator = cursor.match(OPERATOR)?.[0].toLowerCase();
  if (operator === undefined) {
    return left.type === "path" ? { type: "exists", path: left.path } : cursor.fail("A literal alone tests nothing", start);
  }
  cursor.skipSpace();
  if (operator === "=~") return regex(cursor, left);
  return { type: "compare", operator: operator as Comparison, left, right: operand(cursor) };
}

function regex(cursor: Cursor, operand: Operand): Predicate {
  const [, pattern, flags] = cursor.match(REGEX) ?? cursor.fail("Expected a regular expression: /pattern/");
  return { type: "matches", operand, pattern: pattern ?? "", flags: flags ?? "" };
}

function operand(cursor: Cursor): Operand {
  if (cursor.char === "@" || cursor.char === "$") return { type: "path", path: cursor.nested(() => innerPath(cursor)) };
  return { type: "literal", value: literal(cursor) };
}

function literal(cursor: Cursor): JsonValue {
  if (cursor.char === "'" || cursor.char === '"') return quoted(cursor);
  const number = cursor.match(NUMBER)?.[0];
  if (number !== undefined) return Number(number);
  const constant = cursor.match(CONSTANT)?.[0];
  if (constant !== undefined) return JSON.parse(constant.toLowerCase()) as JsonValue;
  if (cursor.eat("[")) return cursor.nested(() => list(cursor));
  return cursor.match(BARE_WORD)?.[0] ?? cursor.fail("Expected a path, a string, a number, true, false, null or a list");
}

function list(cursor: Cursor): readonly JsonValue[] {
  const items: JsonValue[] = [];
  cursor.skipSpace();
  while (!cursor.eat("]")) {
    if (items.length > 0) cursor.expect(",");
    cursor.skipSpace();
    items.push(literal(cursor));
    cursor.skipSpace();
  }
  return items;
}
