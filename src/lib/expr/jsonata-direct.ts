import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { JsonataOutcome } from "./jsonata-outcome.ts";
import type { Variables } from "./scope.ts";

/** What a JSONata expression may read: `$states`, and the workflow variables by name. */
export interface JsonataBindings {
  readonly states: JsonObject;
  readonly variables: Variables;
}

const REFERENCE = /^\s*\$([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)\s*$/;
const RESERVED: ReadonlySet<string> = new Set(["and", "or", "in", "true", "false", "null", "function"]);

/** The names of a plain reference, `$states.input.order` or `$order.id`, which can be read without JSONata; null for any other expression. */
export function directReference(source: string): readonly string[] | null {
  const [, root, fields] = REFERENCE.exec(source) ?? [];
  if (root === undefined || fields === undefined) return null;
  const names = [root, ...fields.split(".").slice(1)];
  return names.some((name) => RESERVED.has(name)) ? null : names;
}

/** What JSONata would give for the reference; null where it would map over an array, which only JSONata itself does. */
export function readDirect([root = "", ...fields]: readonly string[], bindings: JsonataBindings): JsonataOutcome | null {
  let value: JsonValue | undefined = root === "states" ? bindings.states : bindings.variables.get(root);
  for (const name of fields) {
    if (isArray(value)) return null;
    value = isObject(value) ? member(value, name) : undefined;
  }
  return value === undefined ? { type: "nothing" } : { type: "value", value };
}
