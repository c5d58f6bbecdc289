import type { Node } from "../source/node.ts";

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

/** The value that stands where `Fn::If` chooses: the first that is not `AWS::NoValue`; other nodes are themselves. */
export function chosenValue(node: Node): Node {
  const { name, argument } = intrinsicOf(node) ?? {};
  if (name !== "If" || argument?.type !== "array") return node;
  const [, whenTrue, whenFalse] = argument.items;
  if (whenTrue === undefined) return node;
  return whenFalse !== undefined && isNoValue(whenTrue) ? chosenValue(whenFalse) : chosenValue(whenTrue);
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
