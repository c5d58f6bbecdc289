import { basename } from "node:path";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import { inTextOrder } from "../source/findings.ts";
import type { Carrier, CarrierFile, LoadedDefinition } from "./carrier.ts";
import { parseHcl } from "./hcl-file.ts";
import type { HclBlock, HclExpression, HclFile } from "./hcl-tree.ts";
import { readTerraformDefinition } from "./terraform-definition.ts";
import { attributeOf, readModule } from "./terraform-module.ts";
import type { Scope } from "./terraform-value.ts";
import { VALUE_BUDGET, evaluate, knownText } from "./terraform-value.ts";

/** A Terraform file: its `aws_sfn_state_machine` resources, and modules that make one, by their names in the configuration. */
export const terraformFile: Carrier = {
  recognises: ({ source }) => /\.tf$/i.test(source.file),
  async machines(carrier) {
    const file = await parseHcl(carrier.source);
    const module = await readModule(carrier, file);
    const scope = (): Scope => ({
      module,
      file,
      substitutions: carrier.substitutions,
      reading: new Set(),
      budget: { left: VALUE_BUDGET },
    });
    const blocks = file.blocks.filter((block) => isMachine(scope(), block));
    const machines = await Promise.all(blocks.map((block) => readMachine(carrier, scope(), block)));
    const others = file.diagnostics.filter(({ span }) => !blocks.some((block) => holds(block.span, span)));
    return withDiagnostics(file, machines, others);
  },
};

function isMachine(scope: Scope, block: HclBlock): boolean {
  if (block.type === "resource") return block.labels[0] === "aws_sfn_state_machine";
  // The step-functions module of Terraform's registry takes the same arguments.
  if (block.type !== "module" || attributeOf(block, "definition") === undefined) return false;
  return attributeText(scope, block, "source")?.includes("step-functions") === true;
}

async function readMachine(carrier: CarrierFile, scope: Scope, block: HclBlock): Promise<LoadedDefinition> {
  const { file } = scope;
  const type = attributeText(scope, block, "type");
  const named: Pick<LoadedDefinition, "machine" | "type"> = {
    machine: block.labels.at(-1) ?? "",
    ...(type === "STANDARD" || type === "EXPRESS" ? { type } : {}),
  };
  const expression: HclExpression = attributeOf(block, "definition") ?? { type: "other", span: block.span };
  const errors = file.diagnostics.filter(({ span }) => holds(block.span, span));
  // What is read of a broken block says little: its errors have to be mended first.
  if (errors.length > 0) return { ...unreadable(file, errors), ...named };
  return { ...(await readTerraformDefinition(carrier, { scope, expression })), ...named };
}

function attributeText(scope: Scope, block: HclBlock, name: string): string | undefined {
  const attribute = attributeOf(block, name);
  return attribute && knownText(evaluate(scope, attribute));
}

/** The machines, and the errors that belong to none of them: with the first that stands in this file, else by themselves. */
function withDiagnostics(
  file: HclFile,
  machines: readonly LoadedDefinition[],
  diagnostics: readonly Diagnostic[],
): readonly LoadedDefinition[] {
  if (diagnostics.length === 0) return machines;
  const first = machines.findIndex(({ source }) => source === file.source);
  if (first === -1) return [...machines, { ...unreadable(file, diagnostics), machine: basename(file.source.file).replace(/\.tf$/i, "") }];
  return machines.map((machine, index) =>
    index === first ? { ...machine, diagnostics: inTextOrder([...machine.diagnostics, ...diagnostics]) } : machine,
  );
}

function unreadable({ source, comments }: HclFile, diagnostics: readonly Diagnostic[]): Omit<LoadedDefinition, "machine"> {
  return { source, root: undefined, diagnostics, comments, syntax: null };
}

function holds(outer: Span, inner: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
