import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, objectOf } from "../base/json.ts";

/**
 * What the SDK takes and gives differs from the JSON of the DynamoDB API in two places only: binary values are
 * Uint8Array (base64 text in JSON) and times are Date (ISO 8601 text, as Step Functions shows them).
 */

/** Parameters of a DynamoDB action as its JSON has them, turned into what the SDK takes. */
export function toSdkInput(value: JsonValue): unknown {
  if (isArray(value)) return value.map(toSdkInput);
  if (!isObject(value)) return value;
  const { B: binary, BS: binaries } = value;
  if (typeof binary === "string") return { B: fromBase64(binary) };
  if (isArray(binaries)) return { BS: binaries.map(fromBase64) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toSdkInput(item)]));
}

function fromBase64(text: JsonValue): unknown {
  return typeof text === "string" ? Buffer.from(text, "base64") : text;
}

/** What the SDK answered, as the JSON that DynamoDB sent. */
export function fromSdkOutput(output: object): JsonObject {
  const entries = Object.entries(output).filter(([key, item]) => key !== "$metadata" && item !== undefined);
  return objectOf(entries.map(([key, item]) => [key, fromSdkValue(item)]));
}

function fromSdkValue(value: unknown): JsonValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(fromSdkValue);
  if (typeof value === "object" && value !== null) return fromSdkOutput(value);
  return value as JsonValue;
}
