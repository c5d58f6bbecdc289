import type { JsonValue } from "../base/json.ts";
import { isArray } from "../base/json.ts";
import type { Execution } from "./execution.ts";
import type { StateFailure } from "./step.ts";

/** The most bytes of JSON that a state may pass on: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const MAX_PAYLOAD_BYTES = 262_144;

/**
 * Notes a value that is new to the execution: its input, a task's result, a template's value. Everything that states pass on is put
 * together from these, so nothing can be too large before all of them together are, and nothing has to be measured until then.
 */
export function weigh(execution: Execution, value: JsonValue): void {
  execution.weight += mostBytes(value);
}

/** Whether a value is larger than a payload may be; measured exactly only where it can be. */
export function isTooLarge({ weight }: Execution, value: JsonValue): boolean {
  return weight > MAX_PAYLOAD_BYTES && mostBytes(value) > MAX_PAYLOAD_BYTES && utf8Length(JSON.stringify(value)) > MAX_PAYLOAD_BYTES;
}

/** The failure of a state or task that passes on too much; the text is AWS's. */
export function dataLimitExceeded(name: string): Required<Pick<StateFailure, "error" | "cause">> {
  return {
    error: "States.DataLimitExceeded",
    cause: `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  };
}

/** An upper bound of the size in JSON: a UTF-16 unit takes six bytes at most (`\\u0000`), a number 25. */
function mostBytes(value: JsonValue): number {
  if (typeof value === "string") return 6 * value.length + 2;
  if (typeof value !== "object" || value === null) return 25;
  let bytes = 2;
  if (isArray(value)) {
    for (const item of value) bytes += mostBytes(item) + 1;
    return bytes;
  }
  // Several times as fast as a list of the keys; JSON inherits none.
  // oxlint-disable-next-line guard-for-in
  for (const key in value) bytes += 6 * key.length + 4 + mostBytes(value[key]!);
  return bytes;
}

/** The bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
