import { oncePer } from "../../base/once-per.ts";
import type { JsonataShape } from "../../expr/jsonata-shape.ts";
import { jsonataShape } from "../../expr/jsonata-shape.ts";
import type { Template } from "../../expr/template.ts";
import type { Demand, Keys } from "./data-demand.ts";
import { inputAt } from "./data-demand.ts";

/** Where a value that a template makes comes from. */
export type Source =
  /** The state's input, or a variable. */
  | { readonly type: "input"; readonly demand: Demand }
  /** What the state's work gave. */
  | { readonly type: "result"; readonly keys: Keys }
  /** The error output, in a catcher. */
  | { readonly type: "error"; readonly keys: Keys }
  /** It stands in the definition. */
  | { readonly type: "constant" }
  /** Made here: it may be there. */
  | { readonly type: "unknown" }
  /** The template makes no such value. */
  | { readonly type: "absent" };

/** The names and indexes of a reference in a JSONata expression. */
export type Reference = readonly (string | number)[];

type Jsonata = Extract<Template, { type: "jsonata" }>;

const CONSTANT: Source = { type: "constant" };
const UNKNOWN: Source = { type: "unknown" };
const ABSENT: Source = { type: "absent" };

/** What the expression makes; read once. */
export const shapeOf: (template: Jsonata) => JsonataShape = oncePer(({ source }: Jsonata) => jsonataShape(source));

/** Where the value at these keys of what an expression makes comes from. */
export function sourceInShape(shape: JsonataShape, keys: Keys): Source {
  switch (shape.type) {
    case "reference":
      return sourceOfReference(shape.names, keys);
    case "object":
      return sourceInObject(shape, keys);
    case "merge":
      return sourceInMerge(shape.parts, keys);
    case "literal":
      return keys.length === 0 ? CONSTANT : UNKNOWN;
    case "array":
    case "other":
      return UNKNOWN;
  }
}

type Entries = Extract<JsonataShape, { type: "object" }>;

function sourceInObject({ entries, open }: Entries, [key, ...rest]: Keys): Source {
  if (key === undefined) return UNKNOWN;
  const entry = entries.find((candidate) => candidate.key === key);
  if (entry) return sourceInShape(entry.value, rest);
  // An index finds something in what is no list, too.
  return open || typeof key === "number" ? UNKNOWN : ABSENT;
}

/** The last part that has the field gives it; of a part that is not known, one cannot tell whether it has. */
function sourceInMerge(parts: readonly JsonataShape[], keys: Keys): Source {
  const [first, ...others] = parts;
  const [key] = keys;
  if (first === undefined) return key === undefined ? UNKNOWN : ABSENT;
  // The whole of the input with something added to it is still what the state got.
  if (key === undefined) return isWholeInput(first) ? sourceInShape(first, keys) : UNKNOWN;
  for (const part of others.reverse()) {
    if (part.type !== "object") return UNKNOWN;
    if (part.open || part.entries.some((entry) => entry.key === key)) return sourceInObject(part, keys);
  }
  return sourceInShape(first, keys);
}

function isWholeInput(shape: JsonataShape): boolean {
  return shape.type === "reference" && shape.names.join(".") === "states.input";
}

/** What a reference of a JSONata expression reads. */
export function sourceOfReference(names: Reference, keys: Keys): Source {
  const [root, part, ...fields] = names;
  if (root !== "states") return { type: "input", demand: { variable: String(root), keys: [...names.slice(1), ...keys] } };
  const at = [...fields, ...keys];
  if (part === "input") return { type: "input", demand: inputAt(at) };
  if (part === "result") return { type: "result", keys: at };
  return part === "errorOutput" ? { type: "error", keys: at } : UNKNOWN;
}

/** A part of what a template makes, and where it comes from. */
export interface MadePart {
  readonly keys: Keys;
  readonly source: Source;
}

/** What the expression puts at places of its own; what it hands on as it got it is none of it. */
export function partsOfShape(shape: JsonataShape, keys: Keys): readonly MadePart[] {
  switch (shape.type) {
    case "object":
      return shape.entries.flatMap(({ key, value }) => partsOfShape(value, [...keys, key]));
    case "merge":
      return shape.parts.flatMap((part) => partsOfShape(part, keys));
    case "reference":
    case "literal":
    case "array":
    case "other":
      return [{ keys, source: sourceInShape(shape, []) }];
  }
}
