import { spanOf } from "../../base/span.ts";
import type { Node } from "../../source/node.ts";
import type { HclFor } from "../hcl/hcl-tree.ts";
import { membersOf } from "./terraform-functions.ts";
import { truthOf } from "./terraform-known.ts";
import type { Scope } from "./terraform-scope.ts";
import { evaluate, keyText } from "./terraform-value.ts";

/** The list or map that a `for` makes; undefined where it is not known what it goes through, or keeps. */
export function evaluateFor(scope: Scope, expression: HclFor, depth: number): Node | undefined {
  const { key, result, span } = expression;
  const rounds = keyedRounds(scope, expression, depth);
  const value = (round: Scope): Node => evaluate(round, result, depth);
  if (key === undefined) return rounds && { type: "array", items: rounds.map((round) => value(round.scope)), ...span };
  const members = rounds?.map((round) => ({ key: round.key, ...key.span, value: value(round.scope) }));
  return members && { type: "object", members, ...span };
}

/** The rounds of a `for` that it keeps, each with the key of the member that it makes; undefined where these are not known. */
export function keyedRounds(
  scope: Scope,
  { names, collection, condition, key }: HclFor,
  depth = 0,
): readonly { readonly scope: Scope; readonly key: string }[] | undefined {
  const rounds = roundsOf(scope, names, evaluate(scope, collection, depth));
  const wanted = rounds?.map((round) => condition === undefined || truthOf(evaluate(round, condition, depth)));
  if (rounds === undefined || wanted?.includes(undefined) !== false) return undefined;
  return rounds.flatMap((round, index) =>
    wanted[index] ? [{ scope: round, key: key === undefined ? "" : keyText(round, key, depth) }] : [],
  );
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
