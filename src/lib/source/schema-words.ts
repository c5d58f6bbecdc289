import type { Node } from "./node.ts";
import type { ListSchema, Schema } from "./schema.ts";

/** What a schema admits, in words. */
export function expected(schema: Schema): string {
  switch (schema.type) {
    case "text":
      return schema.expected ?? (schema.values === undefined ? "text" : listed(schema.values, "or"));
    case "number":
      return schema.above === undefined ? "a number" : `a number above ${schema.above}`;
    case "boolean":
      return "true or false";
    case "list":
      return `a list${listLength(schema)}`;
    case "record":
    case "map":
    case "variants":
      return "a mapping";
    case "any":
      return "a value";
    case "either":
      return listed(schema.options.map(expected), "or");
  }
}

function listLength({ min, max }: ListSchema): string {
  if (max !== undefined) return min === undefined ? ` of at most ${max}` : ` of ${min} to ${max}`;
  return min === undefined ? "" : ` of at least ${min}`;
}

/** What a value is, in words. */
export function found(node: Node): string {
  switch (node.type) {
    case "string":
      return JSON.stringify(node.value.length > 60 ? `${node.value.slice(0, 60)}…` : node.value);
    case "number":
      return `the number ${node.value}`;
    case "boolean":
      return String(node.value);
    case "null":
      return "empty";
    case "array":
      return "a list";
    case "object":
      return "a mapping";
  }
}

/** `a, b or c`. */
export function listed(words: readonly string[], last: "and" | "or"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
