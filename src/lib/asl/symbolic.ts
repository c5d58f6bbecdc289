import type { Node, ObjectNode } from "../source/node.ts";

/** A value whose meaning is not known yet, so that it is never wrong: a string with a token, what a tag (`!GetAtt`) makes of its node, or a template's function. */
export function isSymbolic(node: Node): boolean {
  if (node.tag !== undefined) return true;
  return node.type === "string" ? hasToken(node.value) : node.type === "object" && isTemplateFunction(node);
}

/** `{ "Fn::GetAtt": … }`, `{ "Ref": … }`: the one member of an object. */
function isTemplateFunction({ members }: ObjectNode): boolean {
  const [member] = members;
  if (member === undefined || members.length > 1) return false;
  // A state may have that name, too.
  return (member.key === "Ref" && member.value.type === "string") || isFunctionKey(member.key);
}

/** Whether the key of a member is a template's function, which may put others beside it: `Fn::Transform`. */
export function isFunctionKey(key: string): boolean {
  return key.startsWith("Fn::");
}

/** Whether a text holds a token of a template: `${Fn}`, `#{AWS::Region}`, `{{resolve:ssm:/charge/arn}}`. */
export function hasToken(text: string): boolean {
  return text.includes("{") && /[$#]\{[^}]+\}|\{\{resolve:/.test(text);
}
