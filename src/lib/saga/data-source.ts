import { isArray, isObject, member } from "../base/json.ts";
import type { JsonValue } from "../base/json.ts";
import { directReference } from "../expr/jsonata-direct.ts";
import type { Template } from "../expr/template.ts";
import type { Demand, Keys } from "./data-demand.ts";
import { below, demandOf, inputAt } from "./data-demand.ts";

/** Where a value that a template makes comes from. */
export type Source =
  /** The state's input, or a variable. */
  | { readonly type: "input"; readonly demand: Demand }
  /** What the state's work gave. */
  | { readonly type: "result"; readonly keys: Keys }
  /** The error output, in a catcher. */
  | { readonly type: "error"; readonly keys: Keys }
  /** Made here: it may be there. */
  | { readonly type: "unknown" }
  /** The template makes no such value. */
  | { readonly type: "absent" };

/** What `$` stands for in a JSONPath template. */
export type Dollar = (keys: Keys) => Source;

const UNKNOWN: Source = { type: "unknown" };
const ABSENT: Source = { type: "absent" };

/** Where the value at these keys of a template comes from; a template asked for as a whole is always there. */
export function sourceInTemplate(template: Template, keys: Keys, dollar: Dollar): Source {
  switch (template.type) {
    case "literal":
      return mayHold(template.value, keys) ? UNKNOWN : ABSENT;
    case "path": {
      const demand = demandOf(template.path);
      if (demand === null) return UNKNOWN;
      return demand.variable === null ? dollar([...demand.keys, ...keys]) : { type: "input", demand: below(demand, keys) };
    }
    case "jsonata":
      return sourceOfReference(directReference(template.source), keys);
    case "intrinsic":
      return UNKNOWN;
    case "object": {
      const [key, ...rest] = keys;
      if (key === undefined) return UNKNOWN;
      const entry = template.entries.find((candidate) => candidate.key === key);
      return entry ? sourceInTemplate(entry.value, rest, dollar) : ABSENT;
    }
    case "array": {
      const [index, ...rest] = keys;
      if (typeof index !== "number") return UNKNOWN;
      const item = template.items.at(index);
      return item ? sourceInTemplate(item, rest, dollar) : ABSENT;
    }
  }
}

/** Whether an Assign sets the variable. */
export function assigns(template: Template | undefined, variable: string): boolean {
  if (template?.type === "literal") return isObject(template.value) && member(template.value, variable) !== undefined;
  return template?.type === "object" && template.entries.some(({ key }) => key === variable);
}

/** Whether the value may be there in a literal; a text may be a token, of which nobody knows yet what it becomes. */
export function mayHold(value: JsonValue | undefined, keys: Keys): boolean {
  const [key, ...rest] = keys;
  if (value === undefined) return false;
  if (key === undefined || typeof value === "string") return true;
  if (isArray(value)) return typeof key !== "number" || mayHold(value.at(key), rest);
  if (!isObject(value)) return false;
  return Object.keys(value).some((name) => name === "Ref" || name.startsWith("Fn::")) || mayHold(member(value, String(key)), rest);
}

/** What a reference of a JSONata expression reads; null is any other expression, which may give anything. */
export function sourceOfReference(names: readonly string[] | null, keys: Keys): Source {
  if (names === null) return UNKNOWN;
  const [root = "", part, ...fields] = names;
  if (root !== "states") return { type: "input", demand: { variable: root, keys: [...names.slice(1), ...keys] } };
  const at = [...fields, ...keys];
  if (part === "input") return { type: "input", demand: inputAt(at) };
  if (part === "result") return { type: "result", keys: at };
  return part === "errorOutput" ? { type: "error", keys: at } : UNKNOWN;
}
