import type { Node } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import type { Alternative } from "./conditions.ts";
import { alternatives } from "./conditions.ts";
import { intrinsicOf } from "./intrinsic.ts";
import type { Scope } from "./intrinsic-text.ts";

/** How a resource holds its definition: as a value of the template, as text in a string, or in a file. */
export interface DefinitionPlace {
  readonly type: "inline" | "text" | "file";
  readonly node: Node;
}

/** A place, and what the conditions are when the definition is there. */
export type ConditionalPlace = DefinitionPlace & Pick<Alternative, "when">;

/** Where the definition of a state machine stands among its properties: in several places, of which conditions choose the first; none where it has none. */
export function definitionPlaces(scope: Scope, properties: Node | undefined): readonly ConditionalPlace[] {
  const found = (key: string, place: (node: Node) => DefinitionPlace): readonly ConditionalPlace[] => {
    const value = memberOf(properties, key)?.value;
    return value === undefined
      ? []
      : alternatives(scope, value).map(({ node, when }) => ({ ...(includedFile(node) ?? place(node)), when }));
  };
  const ways = [
    found("Definition", (node) => ({ type: "inline", node })),
    found("DefinitionString", textPlace),
    found("DefinitionUri", (node) => ({ type: "file", node })),
    found("DefinitionS3Location", (node) => ({ type: "file", node })),
  ];
  return ways.find(({ length }) => length > 0) ?? [];
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
