import type { JsonValue } from "../base/json.ts";
import { evaluateIntrinsic } from "./evaluate-intrinsic.ts";
import { evaluatePath, pathRoot, readPath } from "./evaluate-path.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated, runtimeFailure } from "./evaluated.ts";
import type { JsonPath } from "./json-path.ts";
import { putMember } from "./put-member.ts";
import type { Scope } from "./scope.ts";
import type { Template } from "./template.ts";

/**
 * The value of a template without JSONata; literal parts are returned as they are, by reference.
 * `field` names a field that is itself a path (`ErrorPath`) where AWS's message names it; other path fields fail with "Invalid path …".
 */
export function evaluateTemplate(template: Template, scope: Scope, field?: string): Evaluated<JsonValue> {
  switch (template.type) {
    case "literal":
      return evaluated(template.value);
    case "path":
      return field === undefined ? evaluatePath(template.path, scope) : fieldValue(template.path, scope, field);
    case "intrinsic":
      return evaluateIntrinsic(template.call, scope);
    case "object":
      return objectValue(template, scope);
    case "array":
      return arrayValue(template.items, scope);
    case "jsonata":
      throw new Error("A JSONata expression is evaluated by fillTemplate");
  }
}

function objectValue(template: Extract<Template, { type: "object" }>, scope: Scope): Evaluated<JsonValue> {
  const made: Record<string, JsonValue> = {};
  for (const { key, value } of template.entries) {
    const result = evaluateTemplate(value, scope, `${key}.$`);
    if (!result.ok) return result;
    putMember(made, key, result.value);
  }
  return evaluated(made);
}

function arrayValue(items: readonly Template[], scope: Scope): Evaluated<JsonValue> {
  const values: JsonValue[] = [];
  for (const item of items) {
    const result = evaluateTemplate(item, scope);
    if (!result.ok) return result;
    values.push(result.value);
  }
  return evaluated(values);
}

function fieldValue(path: JsonPath, scope: Scope, field: string): Evaluated<JsonValue> {
  const value = readPath(path, scope);
  if (value !== undefined) return evaluated(value);
  if (endsPastArray(path, scope)) return evaluated(null);
  const searched = pathRoot(path, scope) ?? scope.input;
  return runtimeFailure(
    `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(searched)}'`,
  );
}

/** In a payload template, and there only, AWS gives null for an index past the end of an array that exists. */
function endsPastArray(path: JsonPath, scope: Scope): boolean {
  const keys = path.keys ?? [];
  if (typeof keys.at(-1) !== "number") return false;
  return Array.isArray(readPath({ ...path, keys: keys.slice(0, -1) }, scope));
}
