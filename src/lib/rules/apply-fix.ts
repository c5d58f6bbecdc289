import type { JsonValue } from "../base/json.ts";
import { objectOf } from "../base/json.ts";
import type { Span } from "../base/span.ts";
import { addMember } from "../source/add-member.ts";
import { moveLast } from "../source/move-last.ts";
import type { ArrayNode, Node, ObjectNode } from "../source/node.ts";
import { valueOf } from "../source/node.ts";
import type { TextEdit } from "../source/text-edit.ts";
import type { Fix } from "./rule.ts";

/** The edits of the text that make a fix; undefined where the text gives no place to make them. */
export function fixEdits(fix: Fix, text: string, root: Node): readonly TextEdit[] | undefined {
  switch (fix.type) {
    case "add-field": {
      const object = nodeAt(root, fix.object, "object");
      const edit = object && addMember(text, object, fix.key, fix.value as JsonValue);
      return edit && [edit];
    }
    case "move-last": {
      const array = nodeAt(root, fix.array, "array");
      return array && moveLast(text, array, fix.item);
    }
  }
}

/** The value of the tree as it is to be once the fixes are made. */
export function fixedValue(node: Node, fixes: readonly Fix[]): JsonValue {
  if (node.type === "object") {
    const added = fixes.flatMap((fix): readonly [string, JsonValue][] =>
      fix.type === "add-field" && isAt(node, fix.object) ? [[fix.key, fix.value as JsonValue]] : [],
    );
    return objectOf([...node.members.map(({ key, value }): [string, JsonValue] => [key, fixedValue(value, fixes)]), ...added]);
  }
  if (node.type !== "array") return valueOf(node);
  const last = fixes.find((fix) => fix.type === "move-last" && isAt(node, fix.array));
  const isMoved = (item: Node): boolean => last?.type === "move-last" && isAt(item, last.item);
  const ordered = [...node.items.filter((item) => !isMoved(item)), ...node.items.filter(isMoved)];
  return ordered.map((item) => fixedValue(item, fixes));
}

function nodeAt<T extends "object" | "array">(
  node: Node,
  span: Span,
  type: T,
): (Extract<Node, ArrayNode | ObjectNode> & { type: T }) | undefined {
  if (node.type === type && isAt(node, span)) return node as Extract<Node, ArrayNode | ObjectNode> & { type: T };
  if (span.start < node.start || span.end > node.end) return undefined;
  const children = node.type === "object" ? node.members.map(({ value }) => value) : node.type === "array" ? node.items : [];
  for (const child of children) {
    const found = nodeAt(child, span, type);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isAt(node: Node, { start, end }: Span): boolean {
  return node.start === start && node.end === end;
}
