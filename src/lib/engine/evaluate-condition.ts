import type { Condition } from "../asl/ast.ts";
import { comparison } from "../asl/comparison-operators.ts";
import type { JsonValue } from "../base/json.ts";
import { parseTimestamp } from "../base/timestamp.ts";
import { evaluatePath, readPath } from "../expr/evaluate-path.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated, runtimeFailure } from "../expr/evaluated.ts";
import type { Scope } from "../expr/scope.ts";
import { matchesWildcards } from "./wildcards.ts";

type PathCondition = Exclude<Condition, { type: "jsonata" }>;
type Comparison = Extract<Condition, { type: "compare" }>;

/** Whether a JSONPath choice rule holds. A value of another type than the operator's makes it false, a Variable that is not there is an error. */
export function evaluateCondition(condition: Condition, scope: Scope): Evaluated<boolean> {
  const rule = condition as PathCondition;
  switch (rule.type) {
    case "and":
    case "or":
      return evaluateAll(rule.conditions, rule.type === "or", scope);
    case "not": {
      const inner = evaluateCondition(rule.condition, scope);
      return inner.ok ? evaluated(!inner.value) : inner;
    }
    case "compare":
      return evaluateComparison(rule, scope);
  }
}

/** And stops at the first false, Or at the first true. */
function evaluateAll(conditions: readonly Condition[], stopAt: boolean, scope: Scope): Evaluated<boolean> {
  for (const condition of conditions) {
    const holds = evaluateCondition(condition, scope);
    if (!holds.ok || holds.value === stopAt) return holds;
  }
  return evaluated(!stopAt);
}

function evaluateComparison({ variable, operator: name, operand }: Comparison, scope: Scope): Evaluated<boolean> {
  const operator = comparison(name);
  if (operator === undefined) throw new Error(`No comparison is named ${name}`);
  const left = readPath(variable, scope);
  if (operator.family === "Is") {
    const wanted = operand.type === "value" && operand.value === true;
    if (operator.test === "Present") return evaluated((left !== undefined) === wanted);
    if (left !== undefined) return evaluated(isOfType(operator.test, left) === wanted);
  }
  if (left === undefined)
    return runtimeFailure(`Invalid path '${variable.text}': The choice state's condition path references an invalid value.`);
  const right = operand.type === "value" ? evaluated(operand.value) : evaluatePath(operand.path, scope);
  if (!right.ok) return right;
  return evaluated(operator.test === "Matches" ? matches(left, right.value) : holds(operator.family, operator.test, left, right.value));
}

function isOfType(type: string, value: JsonValue): boolean {
  switch (type) {
    case "Null":
      return value === null;
    case "Timestamp":
      return typeof value === "string" && parseTimestamp(value) !== undefined;
    case "Numeric":
      return typeof value === "number";
    default:
      return typeof value === type.toLowerCase();
  }
}

function matches(value: JsonValue, pattern: JsonValue): boolean {
  return typeof value === "string" && typeof pattern === "string" && matchesWildcards(value, pattern);
}

function holds(family: string, test: string, left: JsonValue, right: JsonValue): boolean {
  const [a, b] = [comparable(family, left), comparable(family, right)];
  if (a === undefined || b === undefined) return false;
  switch (test) {
    case "Equals":
      return a === b;
    case "LessThan":
      return a < b;
    case "LessThanEquals":
      return a <= b;
    case "GreaterThan":
      return a > b;
    default:
      return a >= b;
  }
}

/** The value as the operator compares it, or undefined where it has another type. */
function comparable(family: string, value: JsonValue): string | number | boolean | undefined {
  switch (family) {
    case "String":
      return typeof value === "string" ? value : undefined;
    case "Numeric":
      return typeof value === "number" ? value : undefined;
    case "Boolean":
      return typeof value === "boolean" ? value : undefined;
    default:
      return typeof value === "string" ? parseTimestamp(value) : undefined;
  }
}
