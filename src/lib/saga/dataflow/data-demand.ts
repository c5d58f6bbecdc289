import type { QueryLanguage } from "../../asl/ast.ts";
import type { JsonPath } from "../../expr/json-path.ts";

/** Names and indexes below a value. */
export type Keys = readonly (string | number)[];

/** A place in the data of an execution: below a state's input, or below a workflow variable. */
export interface Demand {
  /** The variable's name; null for the input. */
  readonly variable: string | null;
  /** Empty for the whole of it. */
  readonly keys: Keys;
}

/** The place below the state's input. */
export function inputAt(keys: Keys): Demand {
  return { variable: null, keys };
}

/** The place that a path reads; null where it reads the context, or may find many values or none. */
export function demandOf({ root, keys }: JsonPath): Demand | null {
  if (keys === null || root.type === "context" || root.type === "item") return null;
  return { variable: root.type === "variable" ? root.name : null, keys };
}

/** The place further below. */
export function below({ variable, keys }: Demand, more: Keys): Demand {
  return { variable, keys: [...keys, ...more] };
}

/** Whether the first place is the second, or lies below it. */
export function isWithin(keys: Keys, outer: Keys): boolean {
  if (outer.length > keys.length) return false;
  for (let index = 0; index < outer.length; index += 1) if (outer[index] !== keys[index]) return false;
  return true;
}

/** The place as the query language writes it: `$.order.items[0]` or `$states.input.order.items[0]`, `$order.id`. */
export function demandText({ variable, keys }: Demand, language: QueryLanguage = "JSONPath"): string {
  const root = variable ?? (language === "JSONata" ? "states.input" : "");
  return `$${root}${keys.map((key) => (typeof key === "number" ? `[${key}]` : fieldText(key, language))).join("")}`;
}

function fieldText(key: string, language: QueryLanguage): string {
  if (language === "JSONata") return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `.\`${key}\``;
  return /^[\w-]+$/.test(key) ? `.${key}` : `['${key}']`;
}
