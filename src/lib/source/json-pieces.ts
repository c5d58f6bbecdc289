import { spanOf } from "../base/span.ts";
import type { Piece } from "./mapped-text.ts";
import type { Member, Node } from "./node.ts";

/** A tree as the text of a JSON value, each piece of it with the place where that part of the tree is written. */
export function jsonPieces(node: Node): readonly Piece[] {
  switch (node.type) {
    case "object":
      return [mark("{", node.start), ...separated(node.members, memberPieces), mark("}", node.end)];
    case "array":
      return [mark("[", node.start), ...separated(node.items, jsonPieces), mark("]", node.end)];
    case "string":
    case "number":
    case "boolean":
      return [{ text: JSON.stringify(node.value), span: spanOf(node) }];
    case "null":
      return [{ text: "null", span: spanOf(node) }];
  }
}

function memberPieces(member: Member): readonly Piece[] {
  const key = { text: JSON.stringify(member.key), span: spanOf(member) };
  return [key, mark(":", member.end), ...jsonPieces(member.value)];
}

function separated<T extends Node | Member>(parts: readonly T[], pieces: (part: T) => readonly Piece[]): readonly Piece[] {
  return parts.flatMap((part, index) => (index === 0 ? pieces(part) : [mark(",", part.start), ...pieces(part)]));
}

function mark(text: string, at: number): Piece {
  return { text, span: { start: at, end: at } };
}
