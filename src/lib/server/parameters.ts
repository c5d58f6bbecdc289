import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import { ApiError } from "../targets/embedded/api-error.ts";

/** What a parameter must be: reads its value, or adds to the constraints that it does not satisfy. */
export interface Field<T> {
  readonly read: (value: JsonValue | undefined, at: string, unsatisfied: string[]) => T;
}

/** The parameters of an operation by name. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What an operation gets once its parameters are read. */
export type Parameters<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Reads a request's parameters; an ApiError with AWS's sentence names every constraint that is not satisfied. */
export function readParameters<F extends Fields>(fields: F, body: JsonObject): Parameters<F> {
  const unsatisfied: string[] = [];
  const parameters = readMembers(fields, body, "", unsatisfied);
  if (unsatisfied.length === 0) return parameters;
  const errors = unsatisfied.length === 1 ? "1 validation error" : `${unsatisfied.length} validation errors`;
  throw new ApiError("ValidationException", `${errors} detected: ${unsatisfied.join("; ")}`);
}

/** Limits of a text. */
export interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  /** The most in UTF-8. */
  readonly maxBytes?: number;
  readonly pattern?: RegExp;
}

/** A text. */
export function text({ min = 0, max = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY, pattern }: TextLimits = {}): Field<
  string | undefined
> {
  return optional("String", isText, (value, unmet) => {
    if (value.length < min) unmet(`Member must have length greater than or equal to ${min}`);
    if (value.length > max) unmet(`Member must have length less than or equal to ${max}`);
    if (Buffer.byteLength(value) > maxBytes) unmet(`Member must have length less than or equal to ${maxBytes}`);
    if (pattern && !pattern.test(value)) unmet(`Member must satisfy regular expression pattern: ${pattern.source}`);
  });
}

/** One of a few words. */
export function word<T extends string>(...words: readonly T[]): Field<T | undefined> {
  return optional("String", isText, (value, unmet) => {
    if (!words.some((known) => known === value)) unmet(`Member must satisfy enum value set: [${words.join(", ")}]`);
  }) as Field<T | undefined>;
}

/** A number. */
export function number({
  min,
  max = Number.POSITIVE_INFINITY,
}: {
  readonly min: number;
  readonly max?: number;
}): Field<number | undefined> {
  const isNumber = (value: JsonValue): value is number => typeof value === "number";
  return optional("Integer", isNumber, (value, unmet) => {
    if (value < min) unmet(`Member must have value greater than or equal to ${min}`);
    if (value > max) unmet(`Member must have value less than or equal to ${max}`);
  });
}

/** True or false. */
export function flag(): Field<boolean | undefined> {
  return optional(
    "Boolean",
    (value): value is boolean => typeof value === "boolean",
    () => {},
  );
}

/** A JSON object that is only kept and given back. */
export function object(): Field<JsonObject | undefined> {
  return optional("Structure", isObject, () => {});
}

/** An object with parameters of its own. */
export function structure<F extends Fields>(fields: F): Field<Parameters<F> | undefined> {
  return {
    read(value, at, unsatisfied) {
      const read = object().read(value, at, unsatisfied);
      return read && readMembers(fields, read, `${at}.`, unsatisfied);
    },
  };
}

/** A list of such values. */
export function list<T>(
  item: Field<T>,
  { min = 0, max = Number.POSITIVE_INFINITY }: { readonly min?: number; readonly max?: number } = {},
): Field<readonly T[] | undefined> {
  const items = optional("List", isArray, (value, unmet) => {
    if (value.length < min) unmet(`Member must have length greater than or equal to ${min}`);
    if (value.length > max) unmet(`Member must have length less than or equal to ${max}`);
  });
  return {
    read: (value, at, unsatisfied) =>
      items.read(value, at, unsatisfied)?.map((entry, index) => item.read(entry, `${at}.${index + 1}.member`, unsatisfied)),
  };
}

/** The field where it must not be left out. */
export function required<T>(field: Field<T>): Field<NonNullable<T>> {
  return {
    read(value, at, unsatisfied) {
      if (value === undefined || value === null)
        unsatisfied.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
      return field.read(value, at, unsatisfied) as NonNullable<T>;
    },
  };
}

function readMembers<F extends Fields>(fields: F, body: JsonObject, prefix: string, unsatisfied: string[]): Parameters<F> {
  const read = Object.entries(fields).map(([name, field]) => [name, field.read(member(body, name), `${prefix}${name}`, unsatisfied)]);
  return Object.fromEntries(read) as Parameters<F>;
}

function optional<T extends JsonValue>(
  kind: string,
  fits: (value: JsonValue) => value is T,
  check: (value: T, unmet: (constraint: string) => void) => void,
): Field<T | undefined> {
  return {
    read(value, at, unsatisfied) {
      if (value === undefined || value === null) return undefined;
      if (!fits(value)) throw new ApiError("SerializationException", `${at} can not be converted to a ${kind}`);
      check(value, (constraint) => unsatisfied.push(`Value '${shown(value)}' at '${at}' failed to satisfy constraint: ${constraint}`));
      return value;
    },
  };
}

/** AWS repeats the whole value; a line is enough to find it. */
function shown(value: JsonValue): string {
  const whole = typeof value === "string" ? value : JSON.stringify(value);
  return whole.length > 200 ? `${whole.slice(0, 200)}…` : whole;
}

function isText(value: JsonValue): value is string {
  return typeof value === "string";
}
