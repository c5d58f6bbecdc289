import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { discoverDefinitions } from "../../../src/lib/definition/discover-definitions.ts";
import { diskFiles } from "../../../src/lib/runs/disk-files.ts";
import { memoryFiles } from "../../memory-files.ts";

const ASL = '{ "StartAt": "Pay" }';
const TEMPLATE = '{ "Resources": { "Order": { "Type": "AWS::StepFunctions::StateMachine" } } }';
const TERRAFORM = 'resource "aws_sfn_state_machine" "order" {}';

async function discovered(contents: Readonly<Record<string, string>>, folder = "/shop"): Promise<readonly string[]> {
  return discoverDefinitions(memoryFiles(contents), folder);
}

describe("discoverDefinitions", () => {
  test("finds every carrier by name and text, sorted by path", async () => {
    const wanted = {
      "/shop/infra/main.tf": TERRAFORM,
      "/shop/infra/called.tf": 'module "order" { state_machine_definition = file("order.json") }',
      "/shop/infra/main.tf.json": '{ "resource": { "aws_sfn_state_machine": {} } }',
      "/shop/infra/modules.tf": 'source = "terraform-aws-modules/step-functions/aws"',
      "/shop/legacy.template": TEMPLATE,
      "/shop/order.ASL.json": "{",
      "/shop/refund.asl": ASL,
      "/shop/sagas/empty.asl.yaml": "",
      "/shop/sagas/order.yml": "StartAt: Pay",
      "/shop/sagas/travel.json": ASL,
      "/shop/serverless.yml": "stepFunctions: ${file(machines.yml)}",
      "/shop/template.yaml": "Type: AWS::Serverless::StateMachine",
    };
    const others = {
      "/shop/infra/network.tf": 'resource "aws_vpc" "main" {}',
      "/shop/package.json": "{}",
      "/shop/readme.md": ASL,
      "/shop/acpi.asl": 'DefinitionBlock ("", "DSDT", 2, "", "", 0x0) {}',
      "/shop/ecs.tf": "task_definition = aws_ecs_task_definition.pay.arn",
      "/shop/page.template": "<p>",
      "/shop/huge.json": ASL.padEnd(5_000_000),
    };
    expect(await discovered({ ...others, ...wanted })).toEqual(Object.keys(wanted).sort());
  });

  test("finds Terraform files that lead to one of these through modules nearby", async () => {
    const caller = (source: string): string => `module "order" {\n  source = "${source}"\n}\n`;
    const wanted = {
      "/shop/live/main.tf": caller("../modules/shop/"),
      "/shop/modules/saga/main.tf": TERRAFORM,
      "/shop/modules/shop/main.tf": caller("../saga"),
    };
    const others = {
      "/shop/live/network.tf": caller("../modules/network"),
      "/shop/modules/network/main.tf": caller("./network"),
      "/shop/live/registry.tf": caller("modules/saga"),
    };
    expect(await discovered({ ...others, ...wanted })).toEqual(Object.keys(wanted));
  });

  test("looks neither into packages and copies nor at what is ignored", async () => {
    expect(
      await discovered({
        "/shop/.gitignore": "build/\n*.local.json\n",
        "/shop/.git/order.asl.json": ASL,
        "/shop/node_modules/sagas/order.asl.json": ASL,
        "/shop/infra/.terraform/modules/main.tf": TERRAFORM,
        "/shop/.aws-sam/build/template.yaml": TEMPLATE,
        "/shop/build/order.asl.json": ASL,
        "/shop/sagas/order.local.json": ASL,
        "/shop/sagas/.gitignore": "drafts\n!order.local.json\n",
        "/shop/sagas/drafts/order.asl.json": ASL,
        "/shop/sagas/order.asl.json": ASL,
      }),
    ).toEqual(["/shop/sagas/order.asl.json", "/shop/sagas/order.local.json"]);
  });

  test("finds the templates of cdk.out although it is ignored, and nothing else there", async () => {
    expect(
      await discovered({
        "/shop/cdk/.gitignore": "cdk.out\n",
        "/shop/cdk/cdk.out/Shop.template.json": TEMPLATE,
        "/shop/cdk/cdk.out/assembly-Shop-eu/ShopEu.template.json": TEMPLATE,
        "/shop/cdk/cdk.out/Network.template.json": "{}",
        "/shop/cdk/cdk.out/manifest.json": ASL,
        "/shop/cdk/cdk.out/asset.1f/Copy.template.json": TEMPLATE,
      }),
    ).toEqual(["/shop/cdk/cdk.out/Shop.template.json", "/shop/cdk/cdk.out/assembly-Shop-eu/ShopEu.template.json"]);
  });

  test("finds what CDK for Terraform makes in cdktf.out", async () => {
    const made = '{ "resource": { "aws_sfn_state_machine": {} } }';
    expect(
      await discovered({
        "/shop/.gitignore": "cdktf.out\n",
        "/shop/cdktf.out/manifest.json": ASL,
        "/shop/cdktf.out/stacks/network/cdk.tf.json": "{}",
        "/shop/cdktf.out/stacks/shop/cdk.tf.json": made,
      }),
    ).toEqual(["/shop/cdktf.out/stacks/shop/cdk.tf.json"]);
  });

  test("heeds the .gitignore files above the folder, up to that of the repository", async () => {
    const contents = {
      "/.gitignore": "*.json\n",
      "/shop/.git/HEAD": "",
      "/shop/.gitignore": "/sagas/drafts\n",
      "/shop/sagas/drafts/order.asl.json": ASL,
      "/shop/sagas/order.asl.json": ASL,
    };
    expect(await discovered(contents, "/shop/sagas")).toEqual(["/shop/sagas/order.asl.json"]);
    expect(await discovered(contents, "/shop/sagas/drafts")).toEqual(["/shop/sagas/drafts/order.asl.json"]);
  });
});

describe("on a disk", () => {
  const folder = mkdtempSync(join(tmpdir(), "discover-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("links are not followed, however they lead, and a folder that cannot be read stands for what is in it", async () => {
    mkdirSync(join(folder, "shop/sagas"), { recursive: true });
    mkdirSync(join(folder, "shop/secret"));
    writeFileSync(join(folder, "outside.asl.json"), ASL);
    writeFileSync(join(folder, "shop/sagas/order.asl.json"), ASL);
    writeFileSync(join(folder, "shop/secret/order.json"), ASL);
    symlinkSync("..", join(folder, "shop/sagas/loop"));
    symlinkSync(join(folder, "outside.asl.json"), join(folder, "shop/sagas/outside.asl.json"));
    symlinkSync("nowhere", join(folder, "shop/sagas/broken.asl.json"));
    chmodSync(join(folder, "shop/secret"), 0o000);
    // Whoever runs the tests as root may read everything.
    const secret = join(folder, process.getuid?.() === 0 ? "shop/secret/order.json" : "shop/secret");
    expect(await discoverDefinitions(diskFiles, join(folder, "shop"))).toEqual([join(folder, "shop/sagas/order.asl.json"), secret]);
    chmodSync(join(folder, "shop/secret"), 0o700);
  });
});
