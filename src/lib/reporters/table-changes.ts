import type { JsonObject, JsonValue } from "../base/json.ts";
import { deepEqual, isObject, member } from "../base/json.ts";
import type { ItemChange } from "../data/snapshot.ts";
import { printable } from "./printable.ts";
import type { TextStyle } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** What a run changed in its tables: one paragraph for each item that came (`+`), went (`-`) or changed (`~`), with its attributes. */
export function tableChangeLines(changes: readonly ItemChange[], { width, paint }: TextStyle): readonly string[] {
  if (changes.length === 0) return ["  nothing changed"];
  return changes.flatMap((change) => {
    const tone = change.before === null ? paint.green : change.after === null ? paint.red : paint.yellow;
    return wrap(changeText(change), width, "  ", "      ").map((line) => tone(line));
  });
}

function changeText({ table, key, before, after }: ItemChange): string {
  const sign = before === null ? "+" : after === null ? "-" : "~";
  const name = `${sign} ${printable(table)} ${attributes(key)}`;
  const rest =
    before !== null && after !== null ? differences(before, after, "").join(", ") : attributes(withoutKey(after ?? before ?? {}, key));
  return rest === "" ? name : `${name}: ${rest}`;
}

function differences(before: JsonObject, after: JsonObject, path: string): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !deepEqual(member(before, name), member(after, name)),
  );
  return names.flatMap((name) => {
    const [old, now] = [member(before, name), member(after, name)];
    const place = `${path}${printable(name)}`;
    if (isObject(old) && isObject(now)) return differences(old, now, `${place}.`);
    if (old === undefined) return [`${place} = ${shown(now)}`];
    return [`${place} ${shown(old)} → ${now === undefined ? "gone" : shown(now)}`];
  });
}

function attributes(item: JsonObject): string {
  return Object.entries(item)
    .map(([name, value]) => `${printable(name)}=${shown(value)}`)
    .join(" ");
}

function withoutKey(item: JsonObject, key: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !Object.hasOwn(key, name)));
}

function shown(value: JsonValue | undefined): string {
  if (typeof value === "string" && /^[\w.:@/-]+$/.test(value)) return value;
  return printable(JSON.stringify(value) ?? "");
}
