import type { JsonValue } from "../base/json.ts";
import { parseWhole } from "./cursor.ts";
import type { Parsed } from "./parsed.ts";
import { path } from "./path-syntax.ts";

/**
 * A JSONPath of the Step Functions dialect, which is Jayway's.
 * Source: https://github.com/json-path/JsonPath and https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
export interface JsonPath {
  /** As written. */
  readonly text: string;
  readonly root: PathRoot;
  readonly segments: readonly PathSegment[];
  /** The segments as plain keys, where they are nothing but names and indexes: the common case, read in one loop. */
  readonly keys: readonly (string | number)[] | null;
  /** Gives one value or none; every other path gives an array of what it finds. */
  readonly definite: boolean;
  /** A reference path: only names and indexes from 0, so that ResultPath can write to it. */
  readonly reference: boolean;
}

/** Where a path starts: `$`, `$$`, `$name`; `@` is the item of a filter. */
export type PathRoot =
  | { readonly type: "input" }
  | { readonly type: "context" }
  | { readonly type: "variable"; readonly name: string }
  | { readonly type: "item" };

/** One step of a path. */
export type PathSegment =
  | { readonly type: "name"; readonly name: string }
  /** `['a', 'b']`: an object of those members. */
  | { readonly type: "names"; readonly names: readonly string[] }
  /** `[0]`, `[-1]`, `[0, 2]`: counted from the end where negative. */
  | { readonly type: "indexes"; readonly indexes: readonly number[] }
  | { readonly type: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly type: "wildcard" }
  /** `..`: the value itself and everything below it. */
  | { readonly type: "descend" }
  | { readonly type: "filter"; readonly predicate: Predicate }
  | { readonly type: "function"; readonly name: PathFunction; readonly index: number };

/** The functions that may end a path, as `.length()`; only `index(n)` takes an argument. Jayway's sums and averages find nothing on AWS. */
export type PathFunction = "length" | "size" | "keys" | "first" | "last" | "index";

/** The test of a filter `[?( … )]`. */
export type Predicate =
  | { readonly type: "and" | "or"; readonly left: Predicate; readonly right: Predicate }
  | { readonly type: "not"; readonly predicate: Predicate }
  | { readonly type: "exists"; readonly path: JsonPath }
  | { readonly type: "compare"; readonly operator: Comparison; readonly left: Operand; readonly right: Operand }
  /** `=~ /pattern/flags`: the whole string has to match. */
  | { readonly type: "matches"; readonly operand: Operand; readonly pattern: string; readonly flags: string };

/** An operator between two operands of a filter. */
export type Comparison =
  | "=="
  | "==="
  | "!="
  | "!=="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "nin"
  | "subsetof"
  | "anyof"
  | "noneof"
  | "contains"
  | "size"
  | "empty";

/** One side of a comparison: a literal, or a path from the item (`@`) or from a root. */
export type Operand = { readonly type: "literal"; readonly value: JsonValue } | { readonly type: "path"; readonly path: JsonPath };

/** Parses a path: `$.order.items[0]`, `$$.Execution.Id`, `$total`, with what Jayway allows: slices, wildcards, unions, descent, filters, functions. */
export function parseJsonPath(text: string): Parsed<JsonPath> {
  return PLAIN.test(text) ? { ok: true, value: plainPath(text) } : parseWhole(text.trimEnd(), path);
}

/** `$.order.items`: what most paths are. */
const PLAIN = /^\$(?:\.\w+)*$/;
const INPUT: PathRoot = { type: "input" };

function plainPath(text: string): JsonPath {
  const keys = text.split(".").slice(1);
  const segments = keys.map((name): PathSegment => ({ type: "name", name }));
  return { text, root: INPUT, segments, keys, definite: true, reference: true };
}
