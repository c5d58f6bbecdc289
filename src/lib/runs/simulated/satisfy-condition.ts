import type { Condition } from "../../asl/ast.ts";
import { comparison } from "../../asl/comparison-operators.ts";
import type { JsonObject, JsonValue } from "../../base/json.ts";
import { isObject, objectOf } from "../../base/json.ts";
import { seededRng } from "../../base/ports.ts";
import { evaluateCondition } from "../../engine/evaluate-condition.ts";
import { evaluatePath, readKeys } from "../../expr/evaluate-path.ts";
import type { Scope } from "../../expr/scope.ts";
import type { Keys, SeenPart } from "./result-view.ts";
import { placeInResult, put, seenValues } from "./result-view.ts";
import { valuesFor } from "./values-for.ts";

/** What a task's output has to bring about. */
export interface Requirement {
  /** Without JSONata. */
  readonly condition: Condition;
  readonly wanted: boolean;
}

type View = readonly SeenPart[];
type Compare = Extract<Condition, { type: "compare" }>;

/** Whether a condition reads anything of the task's output. */
export function readsResult(condition: Condition, view: View): boolean {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions.some((inner) => readsResult(inner, view));
    case "not":
      return readsResult(condition.condition, view);
    case "compare":
      return placeInResult(view, condition.variable) !== undefined;
    case "jsonata":
      return false;
  }
}

/** Whether the output brings it about; what a condition reads elsewhere is taken to be as wanted. */
export function meets({ condition, wanted }: Requirement, output: JsonValue, view: View): boolean {
  switch (condition.type) {
    case "and":
    case "or": {
      const own = condition.conditions.filter((inner) => readsResult(inner, view));
      const each = (inner: Condition): boolean => meets({ condition: inner, wanted }, output, view);
      return own.length === 0 || ((condition.type === "and") === wanted ? own.every(each) : own.some(each));
    }
    case "not":
      return meets({ condition: condition.condition, wanted: !wanted }, output, view);
    case "compare": {
      if (!readsResult(condition, view)) return true;
      const holds = evaluateCondition(condition, scopeOf(output, view));
      return holds.ok && holds.value === wanted;
    }
    case "jsonata":
      return true;
  }
}

/** The output changed so that it brings all of it about; undefined where that was not found. */
export function satisfyAll(requirements: readonly Requirement[], output: JsonValue, view: View): JsonValue | undefined {
  let changed: JsonValue | undefined = output;
  // What one requirement changes may undo another one; more than a few rounds means that they contradict each other.
  for (let round = 0; round < 4 && changed !== undefined; round++) {
    const open = requirements.filter((requirement) => !meets(requirement, changed ?? null, view));
    if (open.length === 0) return changed;
    for (const requirement of open) changed = changed === undefined ? undefined : satisfy(requirement, changed, view);
  }
  return undefined;
}

function satisfy(requirement: Requirement, output: JsonValue, view: View): JsonValue | undefined {
  const { condition, wanted } = requirement;
  if (meets(requirement, output, view)) return output;
  switch (condition.type) {
    case "and":
    case "or": {
      const own = condition.conditions.filter((inner) => readsResult(inner, view)).map((inner) => ({ condition: inner, wanted }));
      if ((condition.type === "and") === wanted) {
        return own.reduce<JsonValue | undefined>((made, inner) => (made === undefined ? made : satisfy(inner, made, view)), output);
      }
      for (const inner of own) {
        const made = satisfy(inner, output, view);
        if (made !== undefined) return made;
      }
      return undefined;
    }
    case "not":
      return satisfy({ condition: condition.condition, wanted: !wanted }, output, view);
    case "compare":
      return compareAsWanted(condition, wanted, output, view);
    case "jsonata":
      return undefined;
  }
}

function compareAsWanted(condition: Compare, wanted: boolean, output: JsonValue, view: View): JsonValue | undefined {
  const place = placeInResult(view, condition.variable);
  const { operator, operand } = condition;
  const right = operand.type === "value" ? operand.value : operandOf(condition, output, view);
  if (place === undefined || right === undefined) return undefined;
  const { test } = comparison(operator) ?? {};
  const made =
    test === "Present" && wanted !== (right === true)
      ? [without(output, place)]
      : valuesFor(operator, right, wanted).map((value) => put(output, place, value));
  return made.find((changed) => changed !== undefined && meets({ condition, wanted }, changed, view));
}

function operandOf({ operand }: Compare, output: JsonValue, view: View): JsonValue | undefined {
  if (operand.type === "value" || placeInResult(view, operand.path) === undefined) return undefined;
  const value = evaluatePath(operand.path, scopeOf(output, view));
  return value.ok ? value.value : undefined;
}

/** The value without the member at that place; undefined where the place is no member of an object. */
function without(target: JsonValue, place: Keys): JsonValue | undefined {
  const above = readKeys(target, place.slice(0, -1));
  const name = place.at(-1);
  if (!isObject(above) || typeof name !== "string") return undefined;
  const left: JsonObject = objectOf(Object.entries(above).filter(([key]) => key !== name));
  return put(target, place.slice(0, -1), left);
}

function scopeOf(output: JsonValue, view: View): Scope {
  return { ...seenValues(view, output), context: () => ({}), rng: seededRng(0) };
}
