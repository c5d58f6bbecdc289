import { spanOf } from "../base/span.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { Node } from "../source/node.ts";
import type { LoadedDefinition } from "./carrier.ts";
import type { HclBlock, HclExpression, HclFile } from "./hcl-tree.ts";
import { readTerraformDefinition } from "./terraform-definition.ts";
import { attributeOf } from "./terraform-module.ts";
import { knownText } from "./terraform-known.ts";
import { settled } from "./terraform-place.ts";
import type { Place, Scope } from "./terraform-scope.ts";
import type { TerraformDefinition } from "./terraform-unread.ts";
import { evaluate } from "./terraform-value.ts";

/** Whether a block is a state machine. */
export function isResource({ type, labels }: HclBlock): boolean {
  return type === "resource" && labels[0] === "aws_sfn_state_machine";
}

/** Reads a block with a `definition`: one machine, or one for each instance where only these tell what it is. */
export async function readMachine(scope: Scope, block: HclBlock): Promise<readonly LoadedDefinition[]> {
  const { file } = scope;
  const machine = block.labels.at(-1) ?? "";
  const errors = file.diagnostics.filter(({ span }) => span.start >= block.span.start && span.end <= block.span.end);
  // What is read of a broken block says little: its errors have to be mended first.
  if (errors.length > 0) return [{ ...unreadable(file, errors), machine }];
  const expression: HclExpression = attributeOf(block, "definition") ?? { type: "other", span: block.span };
  const definition = await readTerraformDefinition({ scope, expression });
  const named = (read: TerraformDefinition, name: string): LoadedDefinition => ({ ...read, machine: name, ...typeOf(scope, block) });
  if (definition.root !== undefined) return [named(definition, machine)];
  const instances = await Promise.all(
    instancesOf(scope, block).map(async ({ key, scope: own }) =>
      named(await readTerraformDefinition({ scope: own, expression }), `${machine}[${key}]`),
    ),
  );
  return instances.some(({ root }) => root !== undefined) ? instances : [named(definition, machine)];
}

/** The type that an attribute says. */
export function typeOf(scope: Scope, block: HclBlock): Pick<LoadedDefinition, "type"> {
  const attribute = attributeOf(block, "type");
  const type = attribute && knownText(evaluate(scope, attribute));
  return type === "STANDARD" || type === "EXPRESS" ? { type } : {};
}

/** A machine of which only the errors of its file are known. */
export function unreadable({ source, comments }: HclFile, diagnostics: readonly Diagnostic[]): TerraformDefinition {
  return { source, root: undefined, diagnostics, comments, syntax: null };
}

/** More instances than anybody writes down by hand. */
const MAX_INSTANCES = 100;

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

function eachOf({ scope: from, expression }: Place, scope: Scope): readonly Instance[] {
  const collection = evaluate(from, expression);
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
  return collection.members.slice(0, MAX_INSTANCES).map((member, index) => {
    const { key, value } = member;
    const written = expression.type === "object" ? expression.elements[index]?.value : undefined;
    const name: readonly [string, Node] = ["each.key", { type: "string", value: key, ...spanOf(member) }];
    return {
      key: JSON.stringify(key),
      scope:
        written === undefined
          ? bound(scope, [name, ["each.value", value]])
          : { ...bound(scope, [name]), places: new Map([...scope.places, ["each.value", { scope: from, expression: written }]]) },
    };
  });
}

function bound(scope: Scope, values: readonly (readonly [string, Node])[]): Scope {
  return { ...scope, values: new Map([...scope.values, ...values]) };
}
