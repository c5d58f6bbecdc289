import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { Evaluated, EvaluationFailure } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import { csvItems } from "./csv-items.ts";

/** The failure of an ItemReader. */
export function readerFailure(cause: string): EvaluationFailure {
  return { ok: false, error: "States.ItemReaderFailed", cause };
}

/** The items in the text of a file, by InputType; `config` is the ReaderConfig. */
export function itemsIn(text: string, config: JsonObject): Evaluated<readonly JsonValue[]> {
  const asked = member(config, "InputType") ?? "JSON";
  const type = typeof asked === "string" ? asked : JSON.stringify(asked);
  try {
    switch (type) {
      case "CSV":
        return csvItems(text, config, readerFailure);
      case "JSON":
        return jsonItems(JSON.parse(text) as JsonValue, config);
      case "JSONL":
        return evaluated(linesOf(text).map((line) => JSON.parse(line) as JsonValue));
      default:
        return readerFailure(`InputType ${type} cannot be read; CSV, JSON, JSONL and MANIFEST can.`);
    }
  } catch (error) {
    return readerFailure(`The ${type} file cannot be read: ${(error as Error).message}`);
  }
}

/** The lines of a text that hold anything. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== "");
}

/** An array's items, or an object's members as `{ Key, Value }`. */
function jsonItems(document: JsonValue, config: JsonObject): Evaluated<readonly JsonValue[]> {
  const pointer = member(config, "ItemsPointer");
  const value = typeof pointer === "string" ? pointedAt(document, pointer) : document;
  if (value === undefined) return readerFailure(`ItemsPointer ${JSON.stringify(pointer)} points at nothing in the file.`);
  if (isArray(value)) return evaluated(value);
  if (isObject(value)) return evaluated(Object.entries(value).map(([key, item]) => ({ Key: key, Value: item })));
  return readerFailure("Attempting to map over non-iterable node.");
}

/** What a JSON Pointer (RFC 6901) points at. */
function pointedAt(document: JsonValue, pointer: string): JsonValue | undefined {
  const [root, ...tokens] = pointer.split("/");
  if (root !== "") return undefined;
  let value: JsonValue | undefined = document;
  for (const token of tokens) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isArray(value)) value = /^\d+$/.test(name) ? value[Number(name)] : undefined;
    else value = isObject(value) ? member(value, name) : undefined;
  }
  return value;
}
