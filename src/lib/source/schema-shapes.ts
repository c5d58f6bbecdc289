import type { MapSchema, RecordSchema, Schema, TextSchema } from "./schema.ts";

/** A text. */
export function text(description: string, rules: Omit<TextSchema, "type" | "description"> = {}): TextSchema {
  return { type: "text", description, ...rules };
}

/** One of a few words. */
export function oneOf(description: string, ...values: readonly string[]): TextSchema {
  return { type: "text", description, values };
}

/** True or false. */
export function flag(description: string): Schema {
  return { type: "boolean", description };
}

/** A mapping whose keys are the person's. */
export function map(description: string, values: Schema): MapSchema {
  return { type: "map", description, values };
}

/** A mapping whose keys are ours. */
export function record(description: string, keys: RecordSchema["keys"], required: readonly string[] = []): RecordSchema {
  return { type: "record", description, keys, ...(required.length === 0 ? {} : { required }) };
}

/** A list of texts. */
export function texts(description: string, items: TextSchema = { type: "text" }): Schema {
  return { type: "list", description, items };
}
