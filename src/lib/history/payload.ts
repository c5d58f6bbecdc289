import type { JsonValue } from "../base/json.ts";

/**
 * The input, output or parameters of an event. The engine keeps the value by reference and writes text only when a history is read;
 * a history that came as text keeps it and parses only what is asked for.
 */
export type Payload = JsonValue | JsonText;

/** A payload that came as text. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The payload's value; text that is not JSON (a truncated payload) is returned as a string. */
export function payloadValue(payload: Payload): JsonValue {
  if (!(payload instanceof JsonText)) return payload;
  try {
    return JSON.parse(payload.text) as JsonValue;
  } catch {
    return payload.text;
  }
}

/** The payload as AWS's JSON text. */
export function payloadText(payload: Payload): string {
  return payload instanceof JsonText ? payload.text : JSON.stringify(payload);
}
