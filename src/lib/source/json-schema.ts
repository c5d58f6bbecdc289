import type { JsonObject, JsonValue } from "../base/json.ts";
import type { ListSchema, RecordSchema, Schema, TextSchema } from "./schema.ts";

/** The schema as JSON Schema (draft 2020-12), for editors. */
export function jsonSchemaOf(schema: Schema, title: string): JsonObject {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...subschema(schema) };
}

function subschema(schema: Schema): JsonObject {
  return schema.description === undefined ? shape(schema) : { description: schema.description, ...shape(schema) };
}

function shape(schema: Schema): JsonObject {
  switch (schema.type) {
    case "any":
      return {};
    case "text":
      return text(schema);
    case "number":
      return present({ type: "number", exclusiveMinimum: schema.above });
    case "boolean":
      return { type: "boolean" };
    case "list":
      return list(schema);
    case "map":
      return { type: "object", additionalProperties: subschema(schema.values) };
    case "record":
      return record(schema);
    case "variants":
      return { type: "object", oneOf: Object.entries(schema.variants).map(([key, variant]) => record(requiring(variant, key))) };
    case "either":
      return { anyOf: schema.options.map(subschema) };
  }
}

function text({ values, pattern }: TextSchema): JsonObject {
  return present({ type: "string", enum: values, pattern });
}

function list({ items, min, max }: ListSchema): JsonObject {
  return present({ type: "array", items: subschema(items), minItems: min, maxItems: max });
}

function record({ keys, required }: RecordSchema): JsonObject {
  const properties = Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, subschema(value)]));
  return present({ type: "object", properties, required, additionalProperties: false });
}

function requiring(variant: RecordSchema, key: string): RecordSchema {
  return { ...variant, required: [key, ...(variant.required ?? [])] };
}

function present(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}
