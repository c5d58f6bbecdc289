import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadDefinition } from "../../../src/lib/definition/load-definition.ts";
import { memoryFiles } from "../../memory-files.ts";
import { ROOT } from "../../test-io.ts";
import { placedValue } from "./placed-value.ts";

const page = readFileSync(join(ROOT, "docs/definitions.md"), "utf8");

/** What the page's table says: what is written, and what is read. */
const rows = Object.fromEntries([...page.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|$/gm)].map(([, written, read]) => [written, read]));

test("the example of docs/definitions.md is read as its table says", async () => {
  const [, text = ""] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const definition = await loadDefinition(memoryFiles({ "/shop/template.yaml": text }), "/shop/template.yaml");
  expect({ machine: definition.machine, diagnostics: definition.diagnostics }).toEqual({ machine: "OrderSaga", diagnostics: [] });
  const value = (...keys: readonly string[]): unknown => placedValue(definition, "States", ...keys).value;
  expect({
    "!GetAtt ChargeFunction.Arn": value("Charge", "Resource"),
    "${PutItem}": value("Record", "Resource"),
    '!Sub "${Orders}-${Stage}"': value("Record", "Parameters", "TableName"),
  }).toEqual(rows);
});
