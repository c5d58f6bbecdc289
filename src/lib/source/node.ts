import type { JsonValue } from "../base/json.ts";
import { objectOf } from "../base/json.ts";
import type { Span } from "../base/span.ts";

/** A value of a JSON or YAML text with its place in it. */
export type Node = ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode;

interface NodeBase extends Span {
  /** A YAML tag of the person's own, as `!Sub` or `!GetAtt`; its meaning belongs to the carrier of the definition. */
  readonly tag?: string;
}

export interface ObjectNode extends NodeBase {
  readonly type: "object";
  /** In the order of the text; a repeated key stands here twice, and the last one counts. */
  readonly members: readonly Member[];
}

/** One `key: value` of an object; as a span, it is the place of the key. */
export interface Member extends Span {
  readonly key: string;
  readonly value: Node;
}

export interface ArrayNode extends NodeBase {
  readonly type: "array";
  readonly items: readonly Node[];
}

export interface StringNode extends NodeBase {
  readonly type: "string";
  readonly value: string;
}

export interface NumberNode extends NodeBase {
  readonly type: "number";
  readonly value: number;
}

export interface BooleanNode extends NodeBase {
  readonly type: "boolean";
  readonly value: boolean;
}

export interface NullNode extends NodeBase {
  readonly type: "null";
}

/** The member of that name (the last, where the text repeats it), or undefined. */
export function memberOf(node: Node | undefined, key: string): Member | undefined {
  if (node?.type !== "object") return undefined;
  // A loop, since a definition asks for its fields by the hundred thousand.
  for (let index = node.members.length - 1; index >= 0; index--) {
    const member = node.members[index];
    if (member?.key === key) return member;
  }
  return undefined;
}

/** The node's plain value. */
export function valueOf(node: Node): JsonValue {
  switch (node.type) {
    case "object":
      return objectOf(node.members.map(({ key, value }) => [key, valueOf(value)]));
    case "array":
      return node.items.map(valueOf);
    case "null":
      return null;
    case "string":
    case "number":
    case "boolean":
      return node.value;
  }
}
