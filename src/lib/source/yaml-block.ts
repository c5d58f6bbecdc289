import type { JsonValue } from "../base/json.ts";
import { isArray, isObject } from "../base/json.ts";

/** A value as YAML lines, `indent` further in where it stands below a key; a value that fits beside its key is one line without indent. */
export function yamlBlock(value: JsonValue, indent: string): readonly string[] {
  const beside = inline(value);
  if (beside !== undefined) return [beside];
  return nested(value).map((line) => `${indent}${line}`);
}

function nested(value: JsonValue): readonly string[] {
  if (isArray(value)) return value.flatMap((item) => hang("- ", lines(item)));
  if (!isObject(value)) return [scalar(value)];
  return Object.entries(value).flatMap(([key, member]) => {
    const beside = inline(member);
    return beside === undefined ? [`${scalar(key)}:`, ...nested(member).map((line) => `  ${line}`)] : [`${scalar(key)}: ${beside}`];
  });
}

function lines(value: JsonValue): readonly string[] {
  const beside = inline(value);
  return beside === undefined ? nested(value) : [beside];
}

function hang(mark: string, [first = "", ...rest]: readonly string[]): readonly string[] {
  return [`${mark}${first}`, ...rest.map((line) => " ".repeat(mark.length) + line)];
}

/** What people write on one line: scalars, and lists of them. */
function inline(value: JsonValue): string | undefined {
  if (isArray(value)) {
    const items = value.map((item) => (isArray(item) || isObject(item) ? undefined : scalar(item)));
    return items.every((item) => item !== undefined) ? `[${items.join(", ")}]` : undefined;
  }
  if (isObject(value)) return Object.keys(value).length === 0 ? "{}" : undefined;
  return scalar(value);
}

function scalar(value: JsonValue): string {
  return typeof value === "string" && PLAIN.test(value) && !WORD_OF_YAML.test(value) ? value : JSON.stringify(value);
}

/** Texts that YAML reads as themselves, whoever reads it. */
const PLAIN = /^[A-Za-z$][\w.$-]*$/;
const WORD_OF_YAML = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
