import type { Cursor } from "./cursor.ts";
import { quoted } from "./cursor.ts";
import type { JsonPath, PathFunction, PathRoot, PathSegment } from "./json-path.ts";
import { predicate } from "./path-filter-syntax.ts";

const PLAIN_NAME = /[^\s.[\]()]+/y;
/** Inside a filter or a function call a name also ends where an operator or the next argument begins. */
const INNER_NAME = /[^\s.[\](),=!<>&|~'"]+/y;
const INTEGER = /-?\d+/y;
const SLICE = /\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?=\])/y;

const FUNCTIONS: ReadonlySet<string> = new Set<PathFunction>(["length", "size", "keys", "first", "last", "index"]);

/** The rule of a path that is the whole text. */
export function path(cursor: Cursor): JsonPath {
  if (cursor.char !== "$") cursor.fail('A path starts with "$"');
  return pathFrom(cursor, PLAIN_NAME);
}

/** The rule of a path within something else: an argument, one side of a comparison (there `@` may start it). */
export function innerPath(cursor: Cursor): JsonPath {
  return pathFrom(cursor, INNER_NAME);
}

function pathFrom(cursor: Cursor, name: RegExp): JsonPath {
  const start = cursor.at;
  const root = rootOf(cursor);
  const segments: PathSegment[] = [];
  while (cursor.char === "." || cursor.char === "[") readSegment(cursor, name, segments);
  return describe(cursor.text.slice(start, cursor.at), root, segments);
}

function rootOf(cursor: Cursor): PathRoot {
  if (cursor.eat("@")) return { type: "item" };
  cursor.expect("$");
  if (cursor.eat("$")) return { type: "context" };
  if (cursor.done || cursor.char === "." || cursor.char === "[") return { type: "input" };
  // Here, where few paths come: Unicode's classes take half a millisecond to build.
  const name = cursor.match(/[\p{ID_Start}_][\p{ID_Continue}]*/uy)?.[0];
  return name === undefined ? { type: "input" } : { type: "variable", name };
}

function readSegment(cursor: Cursor, name: RegExp, into: PathSegment[]): void {
  const last = into.at(-1)?.type;
  if (last === "function") cursor.fail("A function ends the path");
  if (last === "names") cursor.fail("Several names can only end a path");
  if (cursor.eat("..")) into.push({ type: "descend" });
  else if (cursor.eat(".") && cursor.done) cursor.fail('A path does not end with "."', cursor.at - 1);
  if (cursor.eat("[")) into.push(bracket(cursor));
  else if (cursor.eat("*")) into.push({ type: "wildcard" });
  else into.push(nameOrFunction(cursor, name));
}

function nameOrFunction(cursor: Cursor, name: RegExp): PathSegment {
  const start = cursor.at;
  const found = cursor.match(name)?.[0];
  if (found === undefined)
    return cursor.fail(cursor.done ? "Expected a name before the end" : `Expected a name but found "${cursor.char}"`);
  if (!cursor.eat("(")) return { type: "name", name: found };
  if (!isPathFunction(found)) return cursor.fail(`Step Functions has no path function "${found}"`, start);
  const index = found === "index" ? integer(cursor) : 0;
  cursor.expect(")");
  return { type: "function", name: found, index };
}

function isPathFunction(name: string): name is PathFunction {
  return FUNCTIONS.has(name);
}

/** What stands between `[` and `]`. */
function bracket(cursor: Cursor): PathSegment {
  const slice = cursor.match(SLICE);
  if (slice !== null) {
    cursor.expect("]");
    return { type: "slice", from: bound(slice[1]), to: bound(slice[2]) };
  }
  cursor.skipSpace();
  const segment = bracketContent(cursor);
  cursor.skipSpace();
  cursor.expect("]");
  return segment;
}

function bracketContent(cursor: Cursor): PathSegment {
  if (cursor.eat("*")) return { type: "wildcard" };
  if (cursor.eat("?")) return { type: "filter", predicate: filter(cursor) };
  if (cursor.char !== "'" && cursor.char !== '"') return { type: "indexes", indexes: listOf(cursor, integer) };
  const names = listOf(cursor, quotedName);
  const [only] = names;
  return names.length === 1 && only !== undefined ? { type: "name", name: only } : { type: "names", names };
}

function filter(cursor: Cursor): ReturnType<typeof predicate> {
  cursor.skipSpace();
  cursor.expect("(");
  const test = predicate(cursor);
  cursor.skipSpace();
  cursor.expect(")");
  return test;
}

function listOf<T>(cursor: Cursor, item: (cursor: Cursor) => T): readonly T[] {
  const items: T[] = [];
  do {
    cursor.skipSpace();
    items.push(item(cursor));
    cursor.skipSpace();
  } while (cursor.eat(","));
  return items;
}

function quotedName(cursor: Cursor): string {
  if (cursor.char !== "'" && cursor.char !== '"') cursor.fail("Expected a quoted name");
  return quoted(cursor);
}

function integer(cursor: Cursor): number {
  const digits = cursor.match(INTEGER)?.[0];
  return digits === undefined ? cursor.fail("Expected an index, a quoted name, a slice, * or a filter") : Number(digits);
}

function bound(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function describe(text: string, root: PathRoot, segments: readonly PathSegment[]): JsonPath {
  const keys = segments.flatMap(keyOf);
  const plain = keys.length === segments.length;
  return {
    text,
    root,
    segments,
    keys: plain ? keys : null,
    definite: segments.every(isDefinite),
    reference: plain && keys.every((key) => typeof key === "string" || key >= 0),
  };
}

function keyOf(segment: PathSegment): readonly (string | number)[] {
  if (segment.type === "name") return [segment.name];
  return segment.type === "indexes" && segment.indexes.length === 1 ? segment.indexes : [];
}

function isDefinite(segment: PathSegment, _: number, all: readonly PathSegment[]): boolean {
  return findsOne(segment) || all.at(-1)?.type === "function";
}

/** Whether the segment leads from one value to one value at most. */
export function findsOne(segment: PathSegment): boolean {
  if (segment.type === "indexes") return segment.indexes.length === 1;
  return segment.type === "name" || segment.type === "names" || segment.type === "function";
}
