import { expect, test } from "vitest";
import { locate } from "../../../../src/lib/base/span.ts";
import { loadDefinition } from "../../../../src/lib/definition/load-definition.ts";
import { memoryFiles } from "../../../memory-files.ts";
import { machine, machinesOf } from "../terraform-machines.ts";

test.each([
  { name: "a heredoc", written: "jsonencode(yamldecode(<<EOF\n# first\nStartAt: Pay\nEOF\n))", at: "main.tf:3" },
  { name: "the file of a template", written: 'jsonencode(yamldecode(templatefile("saga.yaml", { pay = "Pay" })))', at: "saga.yaml:2" },
])("the comments of YAML in $name are kept with their places", async ({ written, at }) => {
  const contents = {
    "/shop/.git/HEAD": "",
    "/shop/main.tf": machine(written),
    "/shop/saga.yaml": 'StartAt: "${upper(pay)}"\n# first\nNext: A\n',
  };
  const { source, comments } = await loadDefinition(memoryFiles(contents), "/shop/main.tf", { shownAs: "main.tf" });
  const shown = comments.map(({ text, span }) => ({ text, at: `${source.file}:${locate(source, span).line}` }));
  expect(shown).toEqual([{ text: "first", at }]);
});

test("what stands behind the last expression of a template has its place", async () => {
  const files = {
    "infra/main.tf": machine('templatefile("order.json", { pay = "Pay" })'),
    "infra/order.json": '{\n  "Next": "${upper(pay)}",\n  "StartAt": "Pay"\n}\n',
  };
  expect(await machinesOf(files)).toMatchObject([{ value: { Next: "PAY", StartAt: "Pay" }, at: "infra/order.json:3:14" }]);
});
