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
const OPERATORS: ReadonlyMap<string, ComparisonOperator> = new Map(allOperators().map((operator) => [nameOf(operator), operator]));

/** The names of all operators. */
export const OPERATOR_NAMES: readonly string[] = [...OPERATORS.keys()];

/** The operator of that name, or undefined. */
export function comparison(name: string): ComparisonOperator | undefined {
  return OPERATORS.get(name);
}

function allOperators(): readonly ComparisonOperator[] {
  const compared = (["String", "Numeric", "Boolean", "Timestamp"] as const).flatMap((family) => {
    const { tests, operand, accepts } = FAMILIES[family];
    return tests.flatMap((test) => [false, true].map((path) => ({ family, test, path, operand, accepts })));
  });
  const types = ["Null", "Present", "Numeric", "String", "Boolean", "Timestamp"];
  const typeTests = types.map((test) => ({ family: "Is" as const, test, path: false, operand: "true or false", accepts: isBoolean }));
  return [...compared, ...typeTests, { ...FAMILIES.String, family: "String", test: "Matches", path: false }];
}

function nameOf({ family, test, path }: ComparisonOperator): string {
  return `${family}${test}${path ? "Path" : ""}`;
}
