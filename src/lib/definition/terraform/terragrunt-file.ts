import { basename, dirname } from "node:path";
import type { CarrierFile, LoadedDefinition } from "../carrier.ts";
import { parseHcl } from "../hcl/hcl-file.ts";
import type { HclAttribute, HclBlock, HclExpression, HclFile } from "../hcl/hcl-tree.ts";
import { readCalledModule } from "./terraform-call.ts";
import { noCalls } from "./terraform-local-module.ts";
import { unreadable } from "./terraform-machine.ts";
import { attributeOf, moduleOf } from "./terraform-module.ts";
import type { Scope } from "./terraform-scope.ts";
import { moduleScope } from "./terraform-scope.ts";
import { keyText } from "./terraform-value.ts";

/** The machines of the module that a unit calls, named as its folder is where the module makes one, or `terragrunt` where that is not told. */
export async function terragruntMachines(carrier: CarrierFile): Promise<readonly LoadedDefinition[]> {
  const file = await parseHcl(carrier.source);
  const scope = moduleScope(moduleOf([file]), file, [carrier], { places: new Map() });
  const { diagnostics } = file;
  if (diagnostics.length > 0) return [{ ...unreadable(file, diagnostics), machine: labelOf(file) }];
  const call = moduleCall(scope, file);
  return call === undefined ? [] : readCalledModule(scope, call, noCalls());
}

/** A unit as the `module` block that it amounts to: https://terragrunt.gruntwork.io/docs/reference/hcl/attributes/#inputs */
function moduleCall(scope: Scope, file: HclFile): HclBlock | undefined {
  const terraform = file.blocks.find(({ type }) => type === "terraform");
  const source = terraform && attributeOf(terraform, "source");
  if (terraform === undefined || source === undefined) return undefined;
  const inputs = attributeOf(file, "inputs");
  return {
    type: "module",
    labels: [labelOf(file)],
    attributes: [{ name: "source", nameSpan: source.span, value: source }, ...inputsOf(scope, inputs)],
    blocks: [],
    span: terraform.span,
  };
}

function labelOf({ source }: HclFile): string {
  const folder = basename(dirname(source.file));
  return folder === "." ? "terragrunt" : folder;
}

function inputsOf(scope: Scope, inputs: HclExpression | undefined): readonly HclAttribute[] {
  if (inputs?.type === "call" && inputs.name === "merge") return inputs.arguments.flatMap((map) => inputsOf(scope, map));
  if (inputs?.type !== "object") return [];
  return inputs.elements.map(({ key, value }) => ({ name: keyText(scope, key, 0), nameSpan: key.span, value }));
}
