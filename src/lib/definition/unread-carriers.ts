import { basename } from "node:path";
import { UserError } from "../base/user-error.ts";
import type { Node } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Carrier, CarrierFile } from "./carrier.ts";

/** Kinds of files that are known to carry definitions and are refused by name, so that nobody takes them for a broken definition. */
export const unreadCarriers: readonly Carrier[] = [
  refused("a Terraform configuration in JSON", ({ source }) => /\.(tf\.json|hcl)$/i.test(source.file)),
  refused("a Serverless configuration", async ({ source, tree }) => {
    if (/^serverless\.(ya?ml|json|ts)$/i.test(basename(source.file))) return true;
    const { root } = await tree();
    return memberOf(root, "service") !== undefined && memberOf(root, "provider") !== undefined;
  }),
  refused("a CloudFormation template", async ({ tree }) => {
    const { root } = await tree();
    return memberOf(root, "AWSTemplateFormatVersion") !== undefined || stateMachines(root).length > 0;
  }),
];

function refused(kind: string, recognises: (file: CarrierFile) => boolean | Promise<boolean>): Carrier {
  return {
    recognises,
    async machines({ source, tree }) {
      const uris = /\.(tf|hcl|ts)$/i.test(source.file) ? [] : definitionUris((await tree()).root);
      const hint =
        uris.length === 0
          ? "Put the definition into a file of its own, as order.asl.json."
          : `Name the file that it refers to: ${uris.join(", ")}.`;
      throw new UserError(
        `${source.file} is ${kind}, and definitions are read from files of their own in Amazon States Language (JSON or YAML)`,
        hint,
        { file: source.file },
      );
    },
  };
}

function stateMachines(template: Node | undefined): readonly Node[] {
  const resources = memberOf(template, "Resources")?.value;
  if (resources?.type !== "object") return [];
  return resources.members.map(({ value }) => value).filter((resource) => textOf(resource, "Type")?.endsWith("::StateMachine"));
}

function definitionUris(template: Node | undefined): readonly string[] {
  return stateMachines(template).flatMap((resource) => textOf(memberOf(resource, "Properties")?.value, "DefinitionUri") ?? []);
}

function textOf(node: Node | undefined, key: string): string | undefined {
  const value = memberOf(node, key)?.value;
  return value?.type === "string" ? value.value : undefined;
}
