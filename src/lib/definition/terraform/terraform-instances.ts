import { spanOf } from "../../base/span.ts";
import type { Node } from "../../source/node.ts";
import type { LoadedDefinition } from "../carrier.ts";
import type { HclBlock } from "../hcl/hcl-tree.ts";
import { keyedRounds } from "./terraform-for.ts";
import { knownText } from "./terraform-known.ts";
import { attributeOf } from "./terraform-module.ts";
import { settled } from "./terraform-place.ts";
import type { Place, Scope } from "./terraform-scope.ts";
import { evaluate } from "./terraform-value.ts";

/** More instances than anybody writes down by hand. */
const MAX_INSTANCES = 100;

/** What a block makes, as `order`, or for each of its instances where only these tell what it is: `order["eu"]`; `isWhole` asks whether all that was read is in one way. */
export async function readInstances(
  scope: Scope,
  block: HclBlock,
  read: (scope: Scope, name: string) => Promise<readonly LoadedDefinition[]>,
  isWhole: (machines: readonly LoadedDefinition[]) => boolean = () => true,
): Promise<readonly LoadedDefinition[]> {
  const name = block.labels.at(-1) ?? "";
  const once = await read(scope, name);
  if (isWhole(once) && once.every(isRead)) return once;
  const instances = await Promise.all(instancesOf(scope, block).map(({ key, scope: own }) => read(own, `${name}[${key}]`)));
  return instances.every(isWhole) && instances.flat().some(isRead) ? instances.flat() : once;
}

function isRead({ root }: LoadedDefinition): boolean {
  return root !== undefined;
}

interface Instance {
  /** As Terraform writes it: `"order"`, or a number. */
  readonly key: string;
  readonly scope: Scope;
}

/** What `for_each` or `count` makes of a block; nothing where that is not known. */
function instancesOf(scope: Scope, block: HclBlock): readonly Instance[] {
  const forEach = attributeOf(block, "for_each");
  if (forEach !== undefined) return eachOf(settled({ scope, expression: forEach }), scope);
  const attribute = attributeOf(block, "count");
  const count = attribute && evaluate(scope, attribute);
  if (count?.type !== "number" || !(count.value >= 0 && count.value <= MAX_INSTANCES)) return [];
  return Array.from({ length: count.value }, (_, index) => ({
    key: String(index),
    scope: bound(scope, [["count.index", { type: "number", value: index, ...spanOf(count) }]]),
  }));
}

function eachOf(written: Place, scope: Scope): readonly Instance[] {
  const collection = evaluate(written.scope, written.expression);
  if (collection.type === "array") {
    return collection.items.slice(0, MAX_INSTANCES).map((item) => ({
      key: JSON.stringify(knownText(item)),
      scope: bound(scope, [
        ["each.key", item],
        ["each.value", item],
      ]),
    }));
  }
  if (collection.type !== "object") return [];
  const values = placesIn(written);
  return collection.members.slice(0, MAX_INSTANCES).map((member, index) => {
    const { key, value } = member;
    const place = values[index];
    const name: readonly [string, Node] = ["each.key", { type: "string", value: key, ...spanOf(member) }];
    return {
      key: JSON.stringify(key),
      scope:
        place === undefined
          ? bound(scope, [name, ["each.value", value]])
          : { ...bound(scope, [name]), places: new Map([...scope.places, ["each.value", place]]) },
    };
  });
}

/** Where the values of a map stand, in its order, as far as that can be told. */
function placesIn({ scope, expression }: Place): readonly Place[] {
  switch (expression.type) {
    case "object":
      return expression.elements.map(({ value }) => ({ scope, expression: value }));
    case "for":
      return (keyedRounds(scope, expression) ?? []).map((round) => ({ scope: round.scope, expression: expression.result }));
    default:
      return [];
  }
}

function bound(scope: Scope, values: readonly (readonly [string, Node])[]): Scope {
  return { ...scope, values: new Map([...scope.values, ...values]) };
}
