import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, objectOf } from "../base/json.ts";

/** A value as DynamoDB's JSON writes it, for instance `{ "S": "o-1" }`. */
export type AttributeValue = JsonObject;

/** The type of a key attribute. */
export type KeyType = "S" | "N" | "B";

/** Plain JSON as an attribute value; text becomes the number or binary (base64) that `type` asks for. */
export function toAttributeValue(value: JsonValue, type?: KeyType): AttributeValue {
  if (type !== undefined && (typeof value === "string" || typeof value === "number")) return { [type]: String(value) };
  if (value === null) return { NULL: true };
  if (isArray(value)) return { L: value.map((item) => toAttributeValue(item)) };
  if (isObject(value)) return { M: toItem(value) };
  switch (typeof value) {
    case "boolean":
      return { BOOL: value };
    case "number":
      return { N: String(value) };
    default:
      return { S: value };
  }
}

/** A plain JSON object as an item. */
export function toItem(value: JsonObject, types: Readonly<Record<string, KeyType>> = {}): JsonObject {
  return objectOf(Object.entries(value).map(([name, item]) => [name, toAttributeValue(item, types[name])]));
}

/** An attribute value as plain JSON: numbers as numbers where a JavaScript number is exact and else as text, sets as arrays, binary as base64. */
export function fromAttributeValue(attribute: AttributeValue): JsonValue {
  const [[type, value] = ["NULL", true]] = Object.entries(attribute);
  if (type === "NULL") return null;
  if (type === "N") return numberOf(value);
  if (type === "M") return isObject(value) ? fromItem(value) : {};
  if (!isArray(value)) return value;
  if (type === "L") return value.map((item) => (isObject(item) ? fromAttributeValue(item) : item));
  return type === "NS" ? value.map(numberOf) : value;
}

/** An item as a plain JSON object. */
export function fromItem(item: JsonObject): JsonObject {
  return objectOf(Object.entries(item).map(([name, value]) => [name, isObject(value) ? fromAttributeValue(value) : value]));
}

/** DynamoDB keeps 38 digits; what a JavaScript number cannot hold stays text. */
function numberOf(text: JsonValue): JsonValue {
  const number = Number(text);
  return String(number) === text ? number : text;
}
