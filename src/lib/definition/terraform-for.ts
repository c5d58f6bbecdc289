import { spanOf } from "../base/span.ts";
import type { Node } from "../source/node.ts";
import type { HclFor } from "./hcl-tree.ts";
import { membersOf } from "./terraform-functions.ts";
import { textOf, truthOf } from "./terraform-known.ts";
import type { Scope } from "./terraform-scope.ts";
import { symbolFor } from "./terraform-symbols.ts";
import { evaluate } from "./terraform-value.ts";

/** The list or map that a `for` makes; undefined where it is not known what it goes through, or keeps. */
export function evaluateFor(scope: Scope, expression: HclFor, depth: number): Node | undefined {
  const { collection, key, result, condition, span } = expression;
  const rounds = roundsOf(scope, expression.names, evaluate(scope, collection, depth));
  const wanted = rounds?.map((round) => condition === undefined || truthOf(evaluate(round, condition, depth)));
  if (rounds === undefined || wanted?.includes(undefined) !== false) return undefined;
  const kept = rounds.filter((_, index) => wanted[index]);
  const value = (round: Scope): Node => evaluate(round, result, depth);
  if (key === undefined) return { type: "array", items: kept.map(value), ...span };
  const keyOf = (round: Scope): string => textOf(evaluate(round, key, depth)) ?? symbolFor(scope.file.source.text, key);
  return {
    type: "object",
    members: kept.map((round) => ({ key: keyOf(round), ...key.span, value: value(round) })),
    ...span,
  };
}

/** The scopes in which a `for` reads what it repeats, one for each item of a list or member of a map; undefined where it is neither. */
export function roundsOf(scope: Scope, names: readonly string[], collection: Node): readonly Scope[] | undefined {
  const members = membersOf(collection)?.map((member): readonly [Node, Node] => [
    { type: "string", value: member.key, ...spanOf(member) },
    member.value,
  ]);
  const items =
    collection.type === "array"
      ? collection.items.map((value, index): readonly [Node, Node] => [{ type: "number", value: index, ...spanOf(value) }, value])
      : undefined;
  const [first = "", second] = names;
  return (members ?? items)?.map(([key, value]) => {
    scope.budget.left -= 1;
    const bound: readonly (readonly [string, Node])[] =
      second === undefined
        ? [[first, value]]
        : [
            [first, key],
            [second, value],
          ];
    return { ...scope, values: new Map([...scope.values, ...bound]) };
  });
}
