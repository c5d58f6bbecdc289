import { spanOf } from "../base/span.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean } from "../base/near-names.ts";
import type { Node } from "../source/node.ts";
import { memberOf } from "../source/node.ts";

/** What the schema cannot say of tables: DynamoDB takes the types of key attributes and of no others. */
export function checkTables(config: Node): readonly Diagnostic[] {
  return [config, ...valuesOf(memberOf(config, "machines")?.value)]
    .flatMap((owner) => valuesOf(memberOf(owner, "tables")?.value))
    .flatMap(strayTypes);
}

function strayTypes(table: Node): readonly Diagnostic[] {
  const types = memberOf(table, "types")?.value;
  const keys = keyAttributes(memberOf(table, "key")?.value);
  if (types?.type !== "object") return [];
  return types.members
    .filter(({ key }) => !keys.includes(key))
    .map((member) => ({
      code: "config",
      severity: "error",
      message: `types names "${member.key}", which is not in the key of the table`,
      span: spanOf(member),
      hint: didYouMean(member.key, keys),
    }));
}

function keyAttributes(key: Node | undefined): readonly string[] {
  if (key?.type === "string") return [key.value];
  return key?.type === "array" ? key.items.flatMap((item) => (item.type === "string" ? [item.value] : [])) : [];
}

function valuesOf(node: Node | undefined): readonly Node[] {
  return node?.type === "object" ? node.members.map(({ value }) => value) : [];
}
