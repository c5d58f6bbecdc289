import { expect, test } from "vitest";
import { expressionsIn } from "../../../../src/lib/definition/terraform/terraform-json-text.ts";

test.each([
  { text: "orders", want: [] },
  { text: "a-${var.stage}-${var.region}", want: ["${var.stage}", "${var.region}"] },
  { text: "$${literal} %%{literal} ${x}", want: ["${x}"] },
  { text: '${jsonencode({ a = { b = "}" } })}', want: ['${jsonencode({ a = { b = "}" } })}'] },
  { text: '${f("a-${g("}")}\\"}")}.', want: ['${f("a-${g("}")}\\"}")}'] },
  { text: '${f("$${", "\\\\")}.', want: ['${f("$${", "\\\\")}'] },
  { text: "%{ if var.live }a%{ endif }", want: ["%{ if var.live }", "%{ endif }"] },
  { text: "${open", want: ["${open"] },
])("the expressions of $text are $want", ({ text, want }) => {
  expect(expressionsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(want);
});
