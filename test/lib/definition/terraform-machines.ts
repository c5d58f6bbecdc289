import type { JsonValue } from "../../../src/lib/base/json.ts";
import { locate } from "../../../src/lib/base/span.ts";
import { loadDefinitions } from "../../../src/lib/definition/load-definition.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";
import { memoryFiles } from "../../memory-files.ts";

/** A definition in Terraform that refers to `var.pay_arn`. */
export const PAY = '{ StartAt = "Pay", States = { Pay = { Type = "Task", Resource = var.pay_arn, End = true } } }';
/** A definition as a template with a token. */
export const ASL = '{ "StartAt": "Pay", "States": { "Pay": { "Type": "Task", "Resource": "${pay_arn}", "End": true } } }';
/** What both are. */
export const pay = (resource: string): unknown => ({ StartAt: "Pay", States: { Pay: { Type: "Task", Resource: resource, End: true } } });
/** A machine with this definition. */
export const machine = (definition: string): string => `resource "aws_sfn_state_machine" "saga" {\n  definition = ${definition}\n}\n`;

/** A machine as it was found. */
export interface FoundMachine {
  readonly name: string;
  readonly type: string | undefined;
  readonly value: JsonValue | undefined;
  /** Where its StartAt stands. */
  readonly at: string;
  readonly problems: readonly string[];
}

/** Name, value, place and problems of every machine that `infra/main.tf` makes. */
export async function machinesOf(files: Readonly<Record<string, string>>): Promise<readonly FoundMachine[]> {
  const found = Object.entries(files).map(([name, text]): [string, string] => [`/shop/${name}`, text]);
  const contents = { "/shop/.git/HEAD": "", ...Object.fromEntries(found) };
  const machines = await loadDefinitions(memoryFiles(contents), "/shop/infra/main.tf", { shownAs: "infra/main.tf" });
  return machines.map(({ machine: name, type, root, source, diagnostics }) => {
    const start = memberOf(root, "StartAt")?.value;
    const { file, line, column } = locate(source, start ?? { start: 0, end: 0 });
    return {
      name,
      type,
      value: root && valueOf(root),
      at: `${file}:${line}:${column}`,
      problems: diagnostics.map(({ message }) => message),
    };
  });
}
