import type { Condition } from "../../asl/ast.ts";
import type { JsonValue } from "../../base/json.ts";
import { parseJsonPath } from "../../expr/json-path.ts";
import { directReference } from "../../expr/jsonata-direct.ts";

const COMPARISON = /^(?<left>[^=!<>]+?)\s*(?:(?<operator>=|!=|<=|>=|<|>)\s*(?<right>.+?)\s*)?$/s;
const TESTS: Readonly<Record<string, string>> = {
  "=": "Equals",
  "<": "LessThan",
  "<=": "LessThanEquals",
  ">": "GreaterThan",
  ">=": "GreaterThanEquals",
};

/**
 * A condition without JSONata: `{% $states.input.paid %}` and `{% $payment.status != 'OK' %}` as the comparisons that they are.
 * Undefined where it holds any other expression.
 */
export function plainCondition(condition: Condition): Condition | undefined {
  switch (condition.type) {
    case "compare":
      return condition;
    case "not": {
      const inner = plainCondition(condition.condition);
      return inner && { ...condition, condition: inner };
    }
    case "and":
    case "or": {
      const conditions = condition.conditions.map(plainCondition).filter((inner) => inner !== undefined);
      return conditions.length === condition.conditions.length ? { ...condition, conditions } : undefined;
    }
    case "jsonata": {
      const { expression } = condition;
      if (expression.type !== "jsonata") return undefined;
      return comparisonIn(expression.source, condition);
    }
  }
}

function comparisonIn(source: string, { span }: Condition): Condition | undefined {
  const { left = "", operator, right = "true" } = COMPARISON.exec(source.trim())?.groups ?? {};
  const path = pathOf(left);
  const value = literal(right);
  if (path === undefined || value === undefined) return undefined;
  const test = TESTS[operator === "!=" ? "=" : (operator ?? "=")];
  const name = value === null ? "IsNull" : `${familyOf(value)}${test}`;
  const compare: Condition = { type: "compare", variable: path, operator: name, operand: { type: "value", value: value ?? true }, span };
  return operator === "!=" ? { type: "not", condition: compare, span } : compare;
}

/** `$states.input.paid` is `$.paid`, `$payment.status` is itself. */
function pathOf(reference: string) {
  const [root, ...names] = directReference(reference) ?? [];
  if (root === undefined || (root === "states" && names[0] !== "input")) return undefined;
  const parsed = parseJsonPath(root === "states" ? ["$", ...names.slice(1)].join(".") : [`$${root}`, ...names].join("."));
  return parsed.ok ? parsed.value : undefined;
}

function literal(text: string): JsonValue | undefined {
  const [, , quoted] = /^(['"])([^'"\\]*)\1$/.exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function familyOf(value: Exclude<JsonValue, null>): string {
  if (typeof value === "string") return "String";
  return typeof value === "number" ? "Numeric" : "Boolean";
}
