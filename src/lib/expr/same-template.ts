import { deepEqual, isObject } from "../base/json.ts";
import type { JsonPath } from "./json-path.ts";
import { directReference } from "./jsonata-direct.ts";
import type { Template, TemplateEntry } from "./template.ts";

/**
 * Whether two templates are written alike, fields in any order: given the same data, they give the same. A path is written as the
 * reference that JSONata has for it.
 */
export function sameTemplate(a: Template | undefined, b: Template | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  switch (a.type) {
    case "literal":
      return b.type === "literal" && deepEqual(a.value, b.value);
    case "path":
      return b.type === "path" ? a.path.text === b.path.text : b.type === "jsonata" && isSamePlace(a.path, b.source);
    case "intrinsic":
      return b.type === "intrinsic" && a.call.text === b.call.text;
    case "jsonata":
      return b.type === "jsonata" ? a.source === b.source : b.type === "path" && isSamePlace(b.path, a.source);
    case "array":
      return b.type === "array" && a.items.length === b.items.length && a.items.every((item, at) => sameTemplate(item, b.items[at]));
    case "object":
      return b.type === "object" && a.entries.length === b.entries.length && a.entries.every((entry) => hasEntry(b.entries, entry));
  }
}

function isSamePlace({ root, keys }: JsonPath, source: string): boolean {
  const names = directReference(source);
  if (names === null || keys === null) return false;
  const from = root.type === "variable" ? [root.name] : root.type === "input" ? ["states", "input"] : null;
  return from !== null && deepEqual([...from, ...keys], [...names]);
}

/** Whether two templates have the same fields, some of them written alike and some not. */
export function differInPart(a: Template | undefined, b: Template | undefined): boolean {
  const [fields, others] = [fieldsOf(a), fieldsOf(b)];
  if (fields.size !== others.size || ![...fields.keys()].every((key) => others.has(key))) return false;
  const alike = [...fields].filter(([key, value]) => sameTemplate(value, others.get(key))).length;
  return alike > 0 && alike < fields.size;
}

function fieldsOf(template: Template | undefined): ReadonlyMap<string, Template> {
  if (template?.type === "object") return new Map(template.entries.map(({ key, value }) => [key, value]));
  if (template?.type !== "literal" || !isObject(template.value)) return new Map();
  return new Map(Object.entries(template.value).map(([key, value]) => [key, { type: "literal", value, span: template.span }]));
}

function hasEntry(entries: readonly TemplateEntry[], { key, value }: TemplateEntry): boolean {
  return entries.some((entry) => entry.key === key && sameTemplate(entry.value, value));
}
