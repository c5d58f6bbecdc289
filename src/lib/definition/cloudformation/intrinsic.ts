import type { Node } from "../../source/node.ts";

/** An intrinsic function of CloudFormation: `{ name: "GetAtt", argument }` for `!GetAtt Charge.Arn` and `{ "Fn::GetAtt": ["Charge", "Arn"] }`. */
export interface Intrinsic {
  readonly name: string;
  readonly argument: Node;
}

/** Reads a node as an intrinsic function, in the short form (a YAML tag) or the long one; undefined for a plain value. */
export function intrinsicOf(node: Node): Intrinsic | undefined {
  if (node.tag !== undefined) return { name: node.tag.slice(1), argument: withoutTag(node) };
  const [member, ...others] = node.type === "object" ? node.members : [];
  if (member === undefined || others.length > 0) return undefined;
  const name = member.key === "Ref" ? "Ref" : /^Fn::(\w+)$/.exec(member.key)?.[1];
  return name === undefined ? undefined : { name, argument: member.value };
}

/** Whether a node is `AWS::NoValue`, which takes away the member or item that it is the value of. */
export function isNoValue(node: Node): boolean {
  const { name, argument } = intrinsicOf(node) ?? {};
  return name === "Ref" && argument?.type === "string" && argument.value === "AWS::NoValue";
}

function withoutTag(node: Node): Node {
  const { tag: _, ...plain } = node;
  return plain;
}
