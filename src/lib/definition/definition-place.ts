import type { Node } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import { chosenValue, intrinsicOf } from "./intrinsic.ts";

/** How a resource holds its definition: as a value of the template, as text in a string, or in a file. */
export interface DefinitionPlace {
  readonly type: "inline" | "text" | "file";
  readonly node: Node;
}

/** Where the definition of a state machine stands among its properties; undefined where it has none. */
export function definitionPlace(properties: Node | undefined): DefinitionPlace | undefined {
  const found = (key: string): Node | undefined => {
    const value = memberOf(properties, key)?.value;
    return value && chosenValue(value);
  };
  const inline = found("Definition");
  if (inline !== undefined) return includedFile(inline) ?? { type: "inline", node: inline };
  const text = found("DefinitionString");
  if (text !== undefined) return includedFile(text) ?? textPlace(text);
  const file = found("DefinitionUri") ?? found("DefinitionS3Location");
  return file && { type: "file", node: file };
}

/** `AWS::Include` puts a file in the place of a value, which `aws cloudformation package` takes from beside the template. */
function includedFile(node: Node): DefinitionPlace | undefined {
  const { name, argument } = intrinsicOf(node) ?? {};
  const macro = memberOf(argument, "Name")?.value;
  const location = memberOf(memberOf(argument, "Parameters")?.value, "Location")?.value;
  const isInclude = name === "Transform" && macro?.type === "string" && macro.value === "AWS::Include";
  return isInclude && location !== undefined ? { type: "file", node: location } : undefined;
}

/** `Fn::ToJsonString` writes a value of the template as text, and so do people who forget to. */
function textPlace(node: Node): DefinitionPlace {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === "ToJsonString") return { type: "inline", node: intrinsic.argument };
  return { type: intrinsic === undefined && node.type === "object" ? "inline" : "text", node };
}
