import type { JsonValue } from "../../../src/lib/base/json.ts";
import { seededRng } from "../../../src/lib/base/ports.ts";
import type { JsonPath } from "../../../src/lib/expr/json-path.ts";
import { parseJsonPath } from "../../../src/lib/expr/json-path.ts";
import type { Scope } from "../../../src/lib/expr/scope.ts";

/** A scope for tests: what it does not name is empty. */
export function scopeOf(input: JsonValue, context: JsonValue = {}, variables: Record<string, JsonValue> = {}): Scope {
  return { input, context: () => context, variables: new Map(Object.entries(variables)), rng: seededRng(7) };
}

/** The parsed path of a text that is known to be one. */
export function pathOf(text: string): JsonPath {
  const parsed = parseJsonPath(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.value;
}
