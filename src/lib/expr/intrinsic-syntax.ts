import { nearNames } from "../base/near-names.ts";
import type { Cursor } from "./cursor.ts";
import type { Intrinsic, IntrinsicArgument, IntrinsicName } from "./intrinsic.ts";
import { innerPath } from "./path-syntax.ts";

const NAME = /States\.[A-Za-z0-9]+/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORD = /(?:true|false|null)\b/y;
const MAX_CALLS = 10;

/** How many arguments each function takes: at least, at most. */
const ARITY: Readonly<Record<IntrinsicName, readonly [number, number]>> = {
  "States.Format": [1, Infinity],
  "States.StringToJson": [1, 1],
  "States.JsonToString": [1, 1],
  "States.Array": [0, Infinity],
  "States.ArrayPartition": [2, 2],
  "States.ArrayContains": [2, 2],
  "States.ArrayRange": [3, 3],
  "States.ArrayGetItem": [2, 2],
  "States.ArrayLength": [1, 1],
  "States.ArrayUnique": [1, 1],
  "States.Base64Encode": [1, 1],
  "States.Base64Decode": [1, 1],
  "States.Hash": [2, 2],
  "States.JsonMerge": [3, 3],
  "States.MathRandom": [2, 3],
  "States.MathAdd": [2, 2],
  "States.StringSplit": [2, 2],
  "States.UUID": [0, 0],
};

/** The rule of a call; `calls` counts those of the whole text. */
export function call(cursor: Cursor, calls: { count: number } = { count: 0 }): Intrinsic {
  const start = cursor.at;
  const name = functionName(cursor);
  calls.count += 1;
  if (calls.count > MAX_CALLS) cursor.fail(`More than ${MAX_CALLS} intrinsic functions in one field`, start);
  cursor.expect("(");
  const args = argumentList(cursor, name, calls);
  const [least, most] = ARITY[name];
  if (args.length < least || args.length > most) cursor.fail(`${name} takes ${range(least, most)}, not ${args.length}`, start);
  return { text: cursor.text.slice(start, cursor.at), name, arguments: args };
}

function functionName(cursor: Cursor): IntrinsicName {
  const start = cursor.at;
  const name = cursor.match(NAME)?.[0];
  if (name === undefined) return cursor.fail("Expected an intrinsic function: States.…");
  if (Object.hasOwn(ARITY, name)) return name as IntrinsicName;
  const [near] = nearNames(name, Object.keys(ARITY));
  return cursor.fail(`No intrinsic function is called ${name}${near === undefined ? "" : `; ${near}?`}`, start);
}

function argumentList(cursor: Cursor, name: IntrinsicName, calls: { count: number }): readonly IntrinsicArgument[] {
  const found: IntrinsicArgument[] = [];
  cursor.skipSpace();
  while (!cursor.eat(")")) {
    if (found.length > 0) cursor.expect(",");
    cursor.skipSpace();
    found.push(argument(cursor, calls, name === "States.Format" && found.length === 0));
    cursor.skipSpace();
  }
  return found;
}

function argument(cursor: Cursor, calls: { count: number }, isTemplate: boolean): IntrinsicArgument {
  if (cursor.char === "$") return { type: "path", path: innerPath(cursor) };
  if (cursor.char === "'") return { type: "literal", value: stringLiteral(cursor, isTemplate) };
  const number = cursor.match(NUMBER)?.[0];
  if (number !== undefined) return { type: "literal", value: Number(number) };
  const word = cursor.match(WORD)?.[0];
  if (word !== undefined) return { type: "literal", value: JSON.parse(word) as boolean | null };
  return { type: "call", call: call(cursor, calls) };
}

/** `'…'` with the escapes `\'`, `\{`, `\}` and `\\`; the template of States.Format keeps its backslashes, which tell braces from placeholders. */
function stringLiteral(cursor: Cursor, keepEscapes: boolean): string {
  const start = cursor.at;
  cursor.expect("'");
  let value = "";
  while (!cursor.eat("'")) {
    if (cursor.done) cursor.fail("This string has no end", start);
    if (cursor.eat("\\")) {
      if (!"'{}\\".includes(cursor.char) || cursor.done) cursor.fail("Only ', {, } and \\ can be escaped by a backslash", cursor.at - 1);
      if (keepEscapes) value += "\\";
    }
    value += cursor.char;
    cursor.at += 1;
  }
  return value;
}

function range(least: number, most: number): string {
  if (most === Infinity) return `at least ${least} argument${least === 1 ? "" : "s"}`;
  const count = least === most ? `${least}` : `${least} or ${most}`;
  return `${count} argument${most === 1 ? "" : "s"}`;
}
