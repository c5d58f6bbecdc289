import type { JsonValue } from "../base/json.ts";
import { isArray, isObject } from "../base/json.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated, runtimeFailure } from "./evaluated.ts";
import { invalidArguments } from "./intrinsic-function.ts";

/** An escaped character, a placeholder, or a brace that is neither. */
const TOKEN = /\\([\s\S])|\{\}|[{}]/g;

/** States.Format: each `{}` of the template takes the next value; `\{`, `\}`, `\'` and `\\` stand for themselves. */
export function format([template, ...values]: readonly JsonValue[]): Evaluated<JsonValue> {
  if (typeof template !== "string") return invalidArguments("States.Format");
  let used = 0;
  let loose = false;
  const text = template.replace(TOKEN, (token, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    loose ||= token !== "{}";
    used += 1;
    return display(values[used - 1] ?? null);
  });
  if (loose) return runtimeFailure("Invalid template in States.Format: matching '}' not found for '{'.");
  if (used !== values.length) {
    return invalidArguments("States.Format", "number of arguments do not match the occurrences of {}.");
  }
  return evaluated(text);
}

/** A value as AWS prints it into text, which is Java's way: `{order_id=o-1, items=[1, 2]}`. */
function display(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(display).join(", ")}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${key}=${display(member)}`);
  return `{${members.join(", ")}}`;
}
