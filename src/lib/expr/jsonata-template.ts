import type { JsonValue } from "../base/json.ts";
import { putMember } from "./put-member.ts";
import type { Template } from "./template.ts";

/** A JSONata expression of a template and the field that it stands in, as AWS writes it: `Output/items[0]/price`. */
export interface JsonataLeaf {
  readonly source: string;
  readonly location: string;
}

const known = new WeakMap<Template, readonly JsonataLeaf[]>();

/** The JSONata expressions of a template, in the order in which {@link fillTemplate} takes their values; `field` is the field of the state that holds it. */
export function jsonataLeaves(template: Template, field: string): readonly JsonataLeaf[] {
  const found = known.get(template) ?? [...leaves(template, field)];
  known.set(template, found);
  return found;
}

function* leaves(template: Template, location: string): Generator<JsonataLeaf> {
  switch (template.type) {
    case "jsonata":
      yield { source: template.source, location };
      break;
    case "object":
      for (const { key, value } of template.entries) yield* leaves(value, `${location}/${key}`);
      break;
    case "array":
      for (const [index, item] of template.items.entries()) yield* leaves(item, `${location}[${index}]`);
      break;
    case "literal":
    case "path":
    case "intrinsic":
      break;
  }
}

/** The template's value, made of the values of its expressions in the order of {@link jsonataLeaves}; literal parts are shared. */
export function fillTemplate(template: Template, values: readonly JsonValue[]): JsonValue {
  return fill(template, values.values());
}

function fill(template: Template, values: Iterator<JsonValue>): JsonValue {
  switch (template.type) {
    case "literal":
      return template.value;
    case "jsonata": {
      const next = values.next();
      if (next.done === true) throw new Error("A template was filled with too few values");
      return next.value;
    }
    case "object": {
      const made: Record<string, JsonValue> = {};
      for (const { key, value } of template.entries) putMember(made, key, fill(value, values));
      return made;
    }
    case "array":
      return template.items.map((item) => fill(item, values));
    case "path":
    case "intrinsic":
      throw new Error("A JSONPath leaf is evaluated by evaluateTemplate");
  }
}
