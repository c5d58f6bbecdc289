import type { JsonValue } from "../base/json.ts";
import { isArray } from "../base/json.ts";
import type { Evaluated, EvaluationFailure } from "./evaluated.ts";
import { evaluated, queryFailure } from "./evaluated.ts";
import type { JsonataLeaf } from "./jsonata-template.ts";

/** How a JSONata expression ended. */
export type JsonataOutcome =
  | { readonly type: "value"; readonly value: JsonValue }
  /** It gave undefined, which no field of a state may be. */
  | { readonly type: "nothing" }
  /** It gave a function. */
  | { readonly type: "unsupported" }
  /** It raised an error; `message` starts with JSONata's code where it has one. */
  | { readonly type: "threw"; readonly message: string }
  /** It needed more time, depth or memory than it may have. */
  | { readonly type: "exceeded"; readonly message: string };

/** The outcome as the field's value, or as the failure that AWS reports for it. */
export function jsonataValue(outcome: JsonataOutcome, leaf: JsonataLeaf): Evaluated<JsonValue> {
  switch (outcome.type) {
    case "value":
      return evaluated(outcome.value);
    case "nothing":
      return jsonataFailure(leaf, " returned nothing (undefined).");
    case "unsupported":
      return jsonataFailure(leaf, " returned an unsupported result type.");
    case "threw":
      return jsonataFailure(leaf, ` threw an error during evaluation. ${outcome.message}`);
    case "exceeded":
      return jsonataFailure(leaf, ` threw an error during evaluation: ${outcome.message}`);
  }
}

/** The types that a field of a state can ask of an expression. */
export type JsonataType = "array" | "boolean" | "number" | "object" | "string";

/** The value where it is of the type that the field needs, or AWS's failure that says what it was instead. */
export function ofType(value: JsonValue, expected: JsonataType, leaf: JsonataLeaf): Evaluated<JsonValue> {
  const actual = typeOf(value);
  if (actual === expected) return evaluated(value);
  const text = JSON.stringify(value);
  return jsonataFailure(leaf, ` returned an unexpected result type. Expected '${expected}', but was '${actual}' for value: ${text}`);
}

function typeOf(value: JsonValue): string {
  if (value === null) return "null";
  return isArray(value) ? "array" : typeof value;
}

function jsonataFailure({ source, location }: JsonataLeaf, what: string): EvaluationFailure {
  return queryFailure(`The JSONata expression '${source}' specified for the field '${location}'${what}`, location);
}
