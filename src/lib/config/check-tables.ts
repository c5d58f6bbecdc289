import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean } from "../base/near-names.ts";
import type { Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import type { Member, Node } from "../source/node.ts";
import { memberOf } from "../source/node.ts";

/** What the schema cannot say of tables and DynamoDB would: their names, and what keys have to do with types and items. */
export function checkTables(config: Node): readonly Diagnostic[] {
  return [config, ...valuesOf(memberOf(config, "machines")?.value)]
    .flatMap((owner) => membersOf(memberOf(owner, "tables")?.value))
    .flatMap((table) => [...wrongName(table), ...strayTypes(table.value), ...strayItems(table.value)]);
}

function wrongName(table: Member): readonly Diagnostic[] {
  if (/^[\w.-]{3,255}$/.test(table.key)) return [];
  return [problem(table, `"${table.key}" is not a name that a table may have`, "It has 3 to 255 letters, digits, _, - and dots.")];
}

function strayTypes(table: Node): readonly Diagnostic[] {
  const types = memberOf(table, "types")?.value;
  const keys = keyAttributes(memberOf(table, "key")?.value);
  if (types?.type !== "object") return [];
  return types.members
    .filter(({ key }) => !keys.includes(key))
    .map((member) => problem(member, `types names "${member.key}", which is not in the key of the table`, didYouMean(member.key, keys)));
}

/** Items without the key, or with one of another type. */
function strayItems(table: Node): readonly Diagnostic[] {
  const items = memberOf(table, "items")?.value;
  if (items?.type !== "array") return [];
  const types = memberOf(table, "types")?.value;
  return keyAttributes(memberOf(table, "key")?.value).flatMap((key) => {
    const type = memberOf(types, key)?.value;
    const wanted = type?.type === "string" && type.value === "N" ? "number" : "string";
    return items.items.flatMap((item) => {
      const value = memberOf(item, key)?.value;
      if (value === undefined) return [problem(item, `The item has no "${key}", which is in the key of the table`)];
      return value.type === wanted ? [] : [problem(value, `"${key}" is in the key of the table and must be a ${wanted}`, TYPES_HINT)];
    });
  });
}

const TYPES_HINT = "types: says which key attributes are numbers.";

function problem(place: Span, message: string, hint?: string): Diagnostic {
  return { code: "config", severity: "error", message, span: spanOf(place), ...(hint === undefined ? {} : { hint }) };
}

function keyAttributes(key: Node | undefined): readonly string[] {
  if (key?.type === "string") return [key.value];
  return key?.type === "array" ? key.items.flatMap((item) => (item.type === "string" ? [item.value] : [])) : [];
}

function valuesOf(node: Node | undefined): readonly Node[] {
  return membersOf(node).map(({ value }) => value);
}

function membersOf(node: Node | undefined): readonly Member[] {
  return node?.type === "object" ? node.members : [];
}
