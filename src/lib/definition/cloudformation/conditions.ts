import type { Node } from "../../source/node.ts";
import { MAX_DEPTH } from "../../source/depth.ts";
import { memberOf } from "../../source/node.ts";
import { intrinsicOf, isNoValue } from "./intrinsic.ts";
import type { Scope } from "./intrinsic-text.ts";
import { textOf } from "./intrinsic-text.ts";
import { holdsToken } from "../tokens.ts";

/** What a node may be, and what the conditions are then. */
export interface Alternative {
  readonly node: Node;
  readonly when: readonly (readonly [condition: string, holds: boolean])[];
}

/** The value that `Fn::If` chooses, with the values that the names in its condition have; where that is open, the first that is one. Other nodes are themselves. */
export function chosenValue(scope: Scope, node: Node): Node {
  const [way] = waysOf(scope, node);
  return way === undefined ? node : chosenValue(scope, way.node);
}

/** The values that `Fn::If` may choose, first the one that it does; a node without it is the only one, and `AWS::NoValue` is none. */
export function alternatives(scope: Scope, node: Node): readonly Alternative[] {
  const ways = waysOf(scope, node);
  if (ways.length === 0) return isNoValue(node) ? [] : [{ node, when: [] }];
  return ways.flatMap((way) => alternatives(scope, way.node).map((inner) => ({ ...inner, when: [...way.when, ...inner.when] })));
}

/** The two values of an `Fn::If`, first the one that it chooses; none of another node. */
function waysOf(scope: Scope, node: Node): readonly Alternative[] {
  const { name: type, argument } = intrinsicOf(node) ?? {};
  const [condition, whenTrue, whenFalse] = type === "If" && argument?.type === "array" ? argument.items : [];
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return [];
  const name = textOf(scope, condition);
  const ways = [
    { node: whenTrue, when: [[name, true] as const] },
    { node: whenFalse, when: [[name, false] as const] },
  ];
  return (namedCondition(scope, name, new Map()) ?? !isNoValue(whenTrue)) ? ways : ways.toReversed();
}

/** What is known of conditions, by name: one that is asked for twice is looked at once, and one that asks for itself, or for very many, is open. */
type Known = Map<string, boolean | undefined>;

/** Whether a condition of the template holds; undefined where that is known only when it is deployed. */
function namedCondition(scope: Scope, name: string, known: Known): boolean | undefined {
  if (known.has(name) || known.size > MAX_DEPTH) return known.get(name);
  known.set(name, undefined);
  const condition = scope.template.conditions.get(name);
  const value = typeof condition === "object" ? holds(scope, condition, known) : condition;
  known.set(name, value);
  return value;
}

function holds(scope: Scope, node: Node, known: Known): boolean | undefined {
  const named = memberOf(node, "Condition")?.value;
  if (named !== undefined) return namedCondition(scope, textOf(scope, named), known);
  const { name, argument } = intrinsicOf(node) ?? {};
  if (name === "Condition" && argument !== undefined) return namedCondition(scope, textOf(scope, argument), known);
  if (argument?.type !== "array") return undefined;
  if (name === "Equals") return isSame(argument.items.map((item) => textOf(withoutConditions(scope), item)));
  const parts = argument.items.map((item) => holds(scope, item, known));
  const decided = { And: false, Or: true }[name ?? ""];
  if (decided !== undefined) return parts.includes(decided) ? decided : parts.includes(undefined) ? undefined : !decided;
  return name === "Not" && parts[0] !== undefined ? !parts[0] : undefined;
}

/** For what a condition compares: `Fn::If` has no place in it, and might ask for the condition itself. */
function withoutConditions(scope: Scope): Scope {
  return { ...scope, template: { ...scope.template, conditions: new Map() } };
}

function isSame([one = "", other = ""]: readonly string[]): boolean | undefined {
  return holdsToken(one) || holdsToken(other) ? undefined : one === other;
}
