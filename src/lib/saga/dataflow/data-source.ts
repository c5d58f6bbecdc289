import { isArray, isObject, member } from "../../base/json.ts";
import type { JsonValue } from "../../base/json.ts";
import { jsonataReads } from "../../expr/jsonata-reads.ts";
import type { Template } from "../../expr/template.ts";
import type { Keys } from "./data-demand.ts";
import { below, demandOf } from "./data-demand.ts";
import type { MadePart, Reference, Source } from "./data-shape.ts";
import { partsOfShape, shapeOf, sourceInShape } from "./data-shape.ts";

/** What `$` stands for in a JSONPath template. */
export type Dollar = (keys: Keys) => Source;

const CONSTANT: Source = { type: "constant" };
const UNKNOWN: Source = { type: "unknown" };
const ABSENT: Source = { type: "absent" };

/** Where the value at these keys of a template comes from; a template asked for as a whole is always there. */
export function sourceInTemplate(template: Template, keys: Keys, dollar: Dollar): Source {
  switch (template.type) {
    case "literal":
      return mayHold(template.value, keys) ? CONSTANT : ABSENT;
    case "path": {
      const demand = demandOf(template.path);
      if (demand === null) return UNKNOWN;
      return demand.variable === null ? dollar([...demand.keys, ...keys]) : { type: "input", demand: below(demand, keys) };
    }
    case "jsonata":
      return sourceInShape(shapeOf(template), keys);
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

/** What a template puts at places of its own, below these keys; what JSONata hands on as it got it is none of it. */
export function partsOfTemplate(template: Template, keys: Keys): readonly MadePart[] {
  switch (template.type) {
    case "object":
      return template.entries.flatMap(({ key, value }) => partsOfTemplate(value, [...keys, key]));
    case "jsonata":
      return partsOfShape(shapeOf(template), keys);
    case "array":
      return [{ keys, source: UNKNOWN }, ...template.items.flatMap((item, index) => partsOfTemplate(item, [...keys, index]))];
    case "literal":
      return partsOfValue(template.value, keys);
    case "path":
    case "intrinsic":
      return [{ keys, source: UNKNOWN }];
  }
}

/** The value and its fields, outer ones first. */
export function partsOfValue(value: JsonValue, keys: Keys): readonly MadePart[] {
  const fields = isObject(value) ? Object.entries(value) : [];
  return [{ keys, source: CONSTANT }, ...fields.flatMap(([key, field]) => partsOfValue(field, [...keys, key]))];
}

/** Whether the template makes what it makes of the state's result and of nothing else. */
export function readsOnlyResult(template: Template): boolean {
  const read = referencesIn(template);
  return read.length > 0 && read.every(([root, part]) => root === "states" && part === "result");
}

/** What the JSONata expressions in a template read. */
export function referencesIn(template: Template): readonly Reference[] {
  switch (template.type) {
    case "jsonata":
      return jsonataReads(template.source).references;
    case "object":
      return template.entries.flatMap(({ value }) => referencesIn(value));
    case "array":
      return template.items.flatMap(referencesIn);
    case "literal":
    case "path":
    case "intrinsic":
      return [];
  }
}
