import type { Diagnostic } from "../base/diagnostic.ts";
import type { LoadedDefinition } from "./carrier.ts";
import type { HclBlock, HclExpression, HclFile } from "./hcl-tree.ts";
import { readTerraformDefinition } from "./terraform-definition.ts";
import { readInstances } from "./terraform-instances.ts";
import { knownText } from "./terraform-known.ts";
import { attributeOf } from "./terraform-module.ts";
import type { Scope } from "./terraform-scope.ts";
import type { TerraformDefinition } from "./terraform-unread.ts";
import { evaluate } from "./terraform-value.ts";

/** Whether a block is a state machine. */
export function isResource({ type, labels }: HclBlock): boolean {
  return type === "resource" && labels[0] === "aws_sfn_state_machine";
}

/** Reads a block with a `definition`: one machine, or one for each instance where only these tell what it is. */
export async function readMachine(scope: Scope, block: HclBlock): Promise<readonly LoadedDefinition[]> {
  const { file } = scope;
  const errors = file.diagnostics.filter(({ span }) => span.start >= block.span.start && span.end <= block.span.end);
  // What is read of a broken block says little: its errors have to be mended first.
  if (errors.length > 0) return [{ ...unreadable(file, errors), machine: block.labels.at(-1) ?? "" }];
  const expression: HclExpression = attributeOf(block, "definition") ?? { type: "other", span: block.span };
  return readInstances(scope, block, async (own, machine) => [
    { ...(await readTerraformDefinition({ scope: own, expression })), machine, ...typeOf(own, block) },
  ]);
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
