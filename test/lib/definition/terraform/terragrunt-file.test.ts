import { expect, test } from "vitest";
import { discoverDefinitions } from "../../../../src/lib/definition/discover-definitions.ts";
import { loadDefinitions } from "../../../../src/lib/definition/load-definition.ts";
import { valueOf } from "../../../../src/lib/source/node.ts";
import { memoryFiles } from "../../../memory-files.ts";

const MACHINE = `variable "start" {}
resource "aws_sfn_state_machine" "saga" {
  definition = jsonencode({ StartAt = var.start, Comment = var.note })
}
`;
const unit = (source: string, inputs: string): string => `include "root" {
  path = find_in_parent_folders()
}
locals {
  start = "Charge"
}
terraform {
  source = "${source}"
}
inputs = ${inputs}
`;

test.each([
  {
    name: "is given its inputs",
    text: unit("../../modules//saga", '{ start = "Pay", note = dependency.charge.outputs.arn }'),
    want: [{ machine: "order", value: { StartAt: "Pay", Comment: "${dependency.charge.outputs.arn}" }, file: "modules/saga/main.tf" }],
  },
  {
    name: "is given locals, and several maps of inputs",
    text: unit("../../modules//saga", 'merge(local.common, { start = local.start }, { "note" = "Of ${local.start}" })'),
    want: [{ machine: "order", value: { StartAt: "Charge", Comment: "Of Charge" }, file: "modules/saga/main.tf" }],
  },
  {
    name: "comes from elsewhere and is given a definition",
    text: unit("git::https://example.com/step-functions.git", '{ definition = jsonencode({ StartAt = "Pay" }) }'),
    want: [{ machine: "order", value: { StartAt: "Pay" }, file: "live/order/terragrunt.hcl" }],
  },
  { name: "is named by a function of Terragrunt", text: unit("${get_repo_root()}/modules/saga", "{}"), want: [] },
  { name: "is not named", text: 'locals { start = "Pay" }\n', want: [] },
])("a module that $name: $want", async ({ text, want }) => {
  const contents = { "/shop/.git/HEAD": "", "/shop/live/order/terragrunt.hcl": text, "/shop/modules/saga/main.tf": MACHINE };
  const path = "/shop/live/order/terragrunt.hcl";
  const machines = await loadDefinitions(memoryFiles(contents), path, { shownAs: "live/order/terragrunt.hcl" });
  expect(machines.map(({ machine, root, source }) => ({ machine, value: root && valueOf(root), file: source.file }))).toEqual(want);
});

test("a unit that is broken is an error of its own", async () => {
  const machines = await loadDefinitions(memoryFiles({ "/shop/terragrunt.hcl": "terraform {\n  source =\n" }), "/shop/terragrunt.hcl");
  expect(machines.map(({ machine, root, diagnostics }) => ({ machine, root, codes: diagnostics.map(({ code }) => code) }))).toEqual([
    { machine: "shop", root: undefined, codes: ["asl/syntax"] },
  ]);
});

test("units that call a module with a machine are found", async () => {
  const contents = {
    "/shop/live/network/terragrunt.hcl": unit("../../modules/network", "{}"),
    "/shop/live/refund/terragrunt.hcl": 'terraform { source = "../../modules/saga" }\n',
    "/shop/live/order/terragrunt.hcl": unit("../../modules//saga", "{}"),
    "/shop/modules/saga/main.tf": MACHINE,
  };
  expect(await discoverDefinitions(memoryFiles(contents), "/shop")).toEqual([
    "/shop/live/order/terragrunt.hcl",
    "/shop/live/refund/terragrunt.hcl",
    "/shop/modules/saga/main.tf",
  ]);
});
