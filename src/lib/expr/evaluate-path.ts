import type { JsonValue } from "../base/json.ts";
import { isArray, isObject, member, objectOf } from "../base/json.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated, runtimeFailure } from "./evaluated.ts";
import type { JsonPath, PathFunction, PathSegment } from "./json-path.ts";
import { accepts } from "./path-filter.ts";
import { explainMissing } from "./path-missing.ts";
import { findsOne } from "./path-syntax.ts";
import type { Scope } from "./scope.ts";

/** The value at the path; a definite path that finds nothing is AWS's States.Runtime failure, any other one gives an array. */
export function evaluatePath(path: JsonPath, scope: Scope): Evaluated<JsonValue> {
  const value = readPath(path, scope);
  return value === undefined ? runtimeFailure(explainMissing(path, pathRoot(path, scope))) : evaluated(value);
}

/** The value at the path, or undefined where a definite path finds nothing. */
export function readPath(path: JsonPath, scope: Scope, item?: JsonValue): JsonValue | undefined {
  const root = pathRoot(path, scope, item);
  if (root === undefined) return path.definite ? undefined : [];
  return path.keys === null ? readSegments(path, root, scope) : readKeys(root, path.keys);
}

/** What the path starts from: `$`, `$$`, a variable, or the item that a filter tests. */
export function pathRoot({ root }: JsonPath, scope: Scope, item?: JsonValue): JsonValue | undefined {
  switch (root.type) {
    case "input":
      return scope.input;
    case "context":
      return scope.context();
    case "variable":
      return scope.variables.get(root.name);
    case "item":
      return item;
  }
}

/** The value below the root at these names and indexes. */
export function readKeys(root: JsonValue, keys: readonly (string | number)[]): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const key of keys) {
    if (typeof key === "string") {
      if (!isObject(value)) return undefined;
      value = member(value, key);
    } else {
      if (!isArray(value)) return undefined;
      value = value[key < 0 ? value.length + key : key];
    }
  }
  return value;
}

function readSegments(path: JsonPath, root: JsonValue, scope: Scope): JsonValue | undefined {
  let found: readonly JsonValue[] = [root];
  let many = false;
  for (const [position, segment] of path.segments.entries()) {
    if (segment.type === "function") return applyFunction(segment.name, segment.index, many ? found : found[0]);
    // After a descent the arrays' items come by themselves, so that a filter looks at each value once.
    const each = segment.type === "filter" && path.segments[position - 1]?.type !== "descend" ? found.flatMap(itemsOf) : found;
    found = each.flatMap((value) => step(segment, value, scope));
    many ||= !findsOne(segment);
  }
  return many ? found : found[0];
}

/** What one segment finds in one value. */
function step(segment: Exclude<PathSegment, { type: "function" }>, value: JsonValue, scope: Scope): readonly JsonValue[] {
  switch (segment.type) {
    case "name":
      return present([isObject(value) ? member(value, segment.name) : undefined]);
    case "names":
      return isObject(value) ? [pick(value, segment.names)] : [];
    case "indexes":
      return isArray(value) ? present(segment.indexes.map((index) => value.at(index))) : [];
    case "slice":
      return isArray(value) ? value.slice(segment.from, segment.to) : [];
    case "wildcard":
      return children(value);
    case "descend":
      return descendants(value);
    case "filter":
      return accepts(segment.predicate, value, scope) ? [value] : [];
  }
}

function itemsOf(value: JsonValue): readonly JsonValue[] {
  return isArray(value) ? value : [value];
}

function present(values: readonly (JsonValue | undefined)[]): readonly JsonValue[] {
  return values.filter((value) => value !== undefined);
}

function pick(object: Readonly<Record<string, JsonValue>>, names: readonly string[]): JsonValue {
  return objectOf(names.flatMap((name) => present([member(object, name)]).map((value) => [name, value] as const)));
}

function children(value: JsonValue): readonly JsonValue[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** The value and all below it, parents first; a list of what is still to visit, because a payload may be nested deeper than the stack. */
function descendants(value: JsonValue): readonly JsonValue[] {
  const found: JsonValue[] = [];
  const pending = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isArray(next) && !isObject(next)) continue;
    found.push(next);
    pending.push(...children(next).toReversed());
  }
  return found;
}

function applyFunction(name: PathFunction, index: number, value: JsonValue | undefined): JsonValue | undefined {
  switch (name) {
    case "length":
    case "size":
      return isArray(value) || isObject(value) ? children(value).length : undefined;
    case "keys":
      return isObject(value) ? Object.keys(value) : undefined;
    case "first":
      return isArray(value) ? value[0] : undefined;
    case "last":
      return isArray(value) ? value.at(-1) : undefined;
    case "index":
      return isArray(value) ? value.at(index) : undefined;
  }
}
