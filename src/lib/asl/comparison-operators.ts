import type { JsonValue } from "../base/json.ts";
import { parseTimestamp } from "../base/timestamp.ts";

/** A comparison operator of Choice: what it compares with, and whether the operand is a path. */
export interface ComparisonOperator {
  readonly family: "String" | "Numeric" | "Boolean" | "Timestamp" | "Is";
  /** `Equals`, `LessThanEquals`, `Matches`…; for family Is the type tested (`Null`, `Present`…). */
  readonly test: string;
  readonly path: boolean;
  /** The operand's type in words. */
  readonly operand: string;
  readonly accepts: (operand: JsonValue) => boolean;
}

const ORDERED = ["Equals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const isBoolean = (value: JsonValue): boolean => typeof value === "boolean";

const FAMILIES = {
  String: { tests: ORDERED, operand: "a string", accepts: (value: JsonValue) => typeof value === "string" },
  Numeric: { tests: ORDERED, operand: "a number", accepts: (value: JsonValue) => typeof value === "number" },
  Boolean: { tests: ["Equals"], operand: "true or false", accepts: isBoolean },
  Timestamp: {
    tests: ORDERED,
    operand: "an ISO 8601 timestamp such as 2026-11-22T10:00:00Z",
    accepts: (value: JsonValue) => typeof value === "string" && parseTimestamp(value) !== undefined,
  },
} as const;

/** Every operator by name (https://states-language.net/spec.html#choice-state). */
const OPERATORS: ReadonlyMap<string, ComparisonOperator> = allOperators();

/** The names of all operators. */
export const OPERATOR_NAMES: readonly string[] = [...OPERATORS.keys()];

/** The operator of that name, or undefined. */
export function comparison(name: string): ComparisonOperator | undefined {
  return OPERATORS.get(name);
}

function allOperators(): ReadonlyMap<string, ComparisonOperator> {
  const operators = new Map<string, ComparisonOperator>();
  for (const family of ["String", "Numeric", "Boolean", "Timestamp"] as const) {
    const { tests, operand, accepts } = FAMILIES[family];
    for (const test of tests) {
      operators.set(`${family}${test}`, { family, test, path: false, operand, accepts });
      operators.set(`${family}${test}Path`, { family, test, path: true, operand, accepts });
    }
  }
  for (const test of ["Null", "Present", "Numeric", "String", "Boolean", "Timestamp"])
    operators.set(`Is${test}`, { family: "Is", test, path: false, operand: "true or false", accepts: isBoolean });
  const { operand, accepts } = FAMILIES.String;
  return operators.set("StringMatches", { family: "String", test: "Matches", path: false, operand, accepts });
}
