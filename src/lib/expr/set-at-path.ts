import type { JsonValue } from "../base/json.ts";
import { isArray, isObject, member, withMember } from "../base/json.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated, runtimeFailure } from "./evaluated.ts";
import type { JsonPath } from "./json-path.ts";

/**
 * The target with the value put where a reference path points, missing objects made on the way (ResultPath); what is not on the way is shared.
 * Fails with States.Runtime where the path leads through something that is neither.
 */
export function setAtPath(target: JsonValue, path: JsonPath, value: JsonValue): Evaluated<JsonValue> {
  const keys = path.keys ?? [];
  const [key] = keys;
  // `$.result`, as nearly all are.
  if (keys.length === 1 && typeof key === "string" && isObject(target)) return evaluated(withMember(target, key, value));
  const changed = place(target, keys, 0, value);
  if (changed !== undefined) return evaluated(changed);
  return runtimeFailure(`Unable to apply ReferencePath ${path.text} to input ${JSON.stringify(target)}`);
}

function place(target: JsonValue | undefined, keys: readonly (string | number)[], depth: number, value: JsonValue): JsonValue | undefined {
  const key = keys[depth];
  if (key === undefined) return value;
  if (typeof key === "number") {
    if (!isArray(target) || key >= target.length) return undefined;
    const item = place(target[key], keys, depth + 1, value);
    return item === undefined ? undefined : target.with(key, item);
  }
  const object = target === undefined ? {} : target;
  if (!isObject(object)) return undefined;
  const inner = place(member(object, key), keys, depth + 1, value);
  return inner === undefined ? undefined : withMember(object, key, inner);
}
