import type { JsonValue } from "../base/json.ts";
import { deepEqual, isArray } from "../base/json.ts";
import { readPath } from "./evaluate-path.ts";
import type { Comparison, Operand, Predicate } from "./json-path.ts";
import { linearRegex } from "./linear-regex.ts";
import type { Scope } from "./scope.ts";

/** Whether the filter keeps the item; comparing values of different types is false, as in Jayway. */
export function accepts(predicate: Predicate, item: JsonValue, scope: Scope): boolean {
  switch (predicate.type) {
    case "and":
      return accepts(predicate.left, item, scope) && accepts(predicate.right, item, scope);
    case "or":
      return accepts(predicate.left, item, scope) || accepts(predicate.right, item, scope);
    case "not":
      return !accepts(predicate.predicate, item, scope);
    case "exists":
      return exists(readPath(predicate.path, scope, item), predicate.path.definite);
    case "compare":
      return compare(predicate.operator, operandValue(predicate.left, item, scope), operandValue(predicate.right, item, scope));
    case "matches": {
      const value = operandValue(predicate.operand, item, scope);
      return typeof value === "string" && (linearRegex(predicate.pattern, predicate.flags)?.testExact(value) ?? false);
    }
  }
}

function exists(value: JsonValue | undefined, definite: boolean): boolean {
  return definite ? value !== undefined : isArray(value) && value.length > 0;
}

function operandValue(operand: Operand, item: JsonValue, scope: Scope): JsonValue | undefined {
  return operand.type === "literal" ? operand.value : readPath(operand.path, scope, item);
}

function compare(operator: Comparison, left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  switch (operator) {
    case "==":
      return left !== undefined && looselyEqual(left, right);
    case "===":
      return left !== undefined && deepEqual(left, right);
    case "!=":
      return !compare("==", left, right);
    case "!==":
      return !compare("===", left, right);
    case "<":
      return order(left, right, (a, b) => a < b);
    case "<=":
      return order(left, right, (a, b) => a <= b);
    case ">":
      return order(left, right, (a, b) => a > b);
    case ">=":
      return order(left, right, (a, b) => a >= b);
    case "in":
      return includes(right, left);
    case "nin":
      return !includes(right, left);
    case "contains":
      return typeof left === "string" && typeof right === "string" ? left.includes(right) : includes(left, right);
    case "subsetof":
      return isArray(left) && isArray(right) && left.every((value) => includes(right, value));
    case "anyof":
      return isArray(left) && left.some((value) => includes(right, value));
    case "noneof":
      return isArray(left) && !left.some((value) => includes(right, value));
    case "size":
      return sizeOf(left) !== undefined && sizeOf(left) === (isArray(right) ? right.length : right);
    case "empty":
      return sizeOf(left) !== undefined && (sizeOf(left) === 0) === right;
  }
}

/** A number equals the text that spells it. */
function looselyEqual(left: JsonValue, right: JsonValue | undefined): boolean {
  const mixed = (typeof left === "number" && typeof right === "string") || (typeof left === "string" && typeof right === "number");
  return mixed ? String(left) === String(right) : deepEqual(left, right);
}

function order(
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  holds: (a: number | string, b: number | string) => boolean,
): boolean {
  const numbers = typeof left === "number" && typeof right === "number";
  const texts = typeof left === "string" && typeof right === "string";
  return (numbers || texts) && holds(left, right);
}

function includes(list: JsonValue | undefined, value: JsonValue | undefined): boolean {
  return isArray(list) && value !== undefined && list.some((item) => looselyEqual(item, value));
}

function sizeOf(value: JsonValue | undefined): number | undefined {
  return typeof value === "string" || isArray(value) ? value.length : undefined;
}
