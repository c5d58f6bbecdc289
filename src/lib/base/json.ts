/** A JSON value. Values are immutable everywhere: whoever needs another value makes one that shares the unchanged parts. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object; its keys are the person's own, so read them with {@link member}. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Tells a JSON object from an array and from null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells a JSON array from every other value (Array.isArray does not narrow readonly arrays). */
export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The object's own member, never one that it inherits (`constructor`, `__proto__`). */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A copy of the object with one member set; a key named `__proto__` stays an ordinary key. */
export function withMember(object: JsonObject, key: string, value: JsonValue): JsonObject {
  // Assigned, this one key would change the prototype; every other is set in half the time that a computed key takes.
  if (key === "__proto__") return { ...object, [key]: value };
  const copy: { [key: string]: JsonValue } = { ...object };
  copy[key] = value;
  return copy;
}

/** An object made of entries; a key named `__proto__` stays an ordinary key. */
export function objectOf(entries: Iterable<readonly [string, JsonValue]>): JsonObject {
  return Object.fromEntries(entries);
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function deepEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, index) => deepEqual(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && deepEqual(a[key], b[key]));
}
