import type { JsonValue } from "../base/json.ts";

/** Sets a member of an object that is still being built; a key named `__proto__` stays an ordinary key. */
export function putMember(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
