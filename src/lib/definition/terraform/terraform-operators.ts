import type { Span } from "../../base/span.ts";
import type { Node } from "../../source/node.ts";
import { isKnown, isSame, truthOf } from "./terraform-known.ts";

/** What an operator makes of values: undefined where that cannot be known. https://developer.hashicorp.com/terraform/language/expressions/operators */
export function operated(operator: string, values: readonly Node[], span: Span): Node | undefined {
  const result = resultOf(operator, values);
  if (result === undefined || (typeof result === "number" && !Number.isFinite(result))) return undefined;
  return typeof result === "number" ? { type: "number", value: result, ...span } : { type: "boolean", value: result, ...span };
}

function resultOf(operator: string, values: readonly Node[]): boolean | number | undefined {
  const [left, right] = values;
  if (left === undefined) return undefined;
  if (right === undefined) return operator === "!" ? negated(truthOf(left)) : applied(operator, 0, numberOf(left));
  switch (operator) {
    case "&&":
      return decided(false, truthOf(left), truthOf(right));
    case "||":
      return decided(true, truthOf(left), truthOf(right));
    case "==":
      return isKnown(left) && isKnown(right) ? isSame(left, right) : undefined;
    case "!=":
      return negated(resultOf("==", values) === undefined ? undefined : isSame(left, right));
    default:
      return applied(operator, numberOf(left), numberOf(right));
  }
}

/** One value may decide by itself, whatever the other is. */
function decided(deciding: boolean, left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === deciding || right === deciding) return deciding;
  return left === undefined || right === undefined ? undefined : !deciding;
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function numberOf(node: Node): number | undefined {
  if (node.type === "number") return node.value;
  return node.type === "string" && /^-?\d+(?:\.\d+)?$/.test(node.value) ? Number(node.value) : undefined;
}

function applied(operator: string, left: number | undefined, right: number | undefined): boolean | number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    default:
      return undefined;
  }
}
