import type { JsonValue } from "../base/json.ts";
import { deepEqual, isArray, isObject, objectOf } from "../base/json.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated } from "./evaluated.ts";
import type { IntrinsicFunctions } from "./intrinsic-function.ts";
import { invalidArguments, wholeNumber } from "./intrinsic-function.ts";

const MAX_RANGE = 1000;

type ArrayFunction =
  | "States.Array"
  | "States.ArrayPartition"
  | "States.ArrayContains"
  | "States.ArrayRange"
  | "States.ArrayGetItem"
  | "States.ArrayLength"
  | "States.ArrayUnique";

/** States.Array and what reads arrays. */
export const arrayFunctions: IntrinsicFunctions<ArrayFunction> = {
  "States.Array": (values) => evaluated(values),
  "States.ArrayPartition": ([array, size]) => partition(array, wholeNumber(size)),
  "States.ArrayContains": ([array, value]) =>
    isArray(array) ? evaluated(array.some((item) => deepEqual(item, value))) : invalidArguments("States.ArrayContains"),
  "States.ArrayRange": ([first, last, step]) => range(wholeNumber(first), wholeNumber(last), wholeNumber(step)),
  "States.ArrayGetItem": ([array, index]) => getItem(array, wholeNumber(index)),
  "States.ArrayLength": ([array]) => (isArray(array) ? evaluated(array.length) : invalidArguments("States.ArrayLength")),
  "States.ArrayUnique": ([array]) => (isArray(array) ? evaluated(unique(array)) : invalidArguments("States.ArrayUnique")),
};

function partition(array: JsonValue | undefined, size: number | undefined): Evaluated<JsonValue> {
  if (!isArray(array) || size === undefined || size < 1) return invalidArguments("States.ArrayPartition");
  return evaluated(chunks(array, size));
}

/** The array in pieces of that size, the last one shorter where it does not divide. */
export function chunks<T>(array: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(array.length / size) }, (_, piece) => array.slice(piece * size, (piece + 1) * size));
}

/** Both ends belong to it. */
function range(first: number | undefined, last: number | undefined, step: number | undefined): Evaluated<JsonValue> {
  if (first === undefined || last === undefined || step === undefined || step === 0) return invalidArguments("States.ArrayRange");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > MAX_RANGE) return invalidArguments("States.ArrayRange");
  return evaluated(Array.from({ length }, (_, position) => first + position * step));
}

/** An empty array gives null for any index. */
function getItem(array: JsonValue | undefined, index: number | undefined): Evaluated<JsonValue> {
  if (!isArray(array) || index === undefined) return invalidArguments("States.ArrayGetItem");
  const item = index < 0 ? undefined : array[index];
  if (item === undefined && array.length > 0) return invalidArguments("States.ArrayGetItem");
  return evaluated(item ?? null);
}

/** The first of each kind of equal values, in their order. */
function unique(array: readonly JsonValue[]): readonly JsonValue[] {
  const seen = new Map<string, JsonValue>();
  for (const value of array) {
    const key = sortedText(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** The same text for equal values, whatever the order of their keys. */
function sortedText(value: JsonValue): string {
  return JSON.stringify(value, (_, inner: JsonValue) =>
    isObject(inner) ? objectOf(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
