import { deepEqual } from "../../base/json.ts";
import type { Node } from "../../source/node.ts";
import { valueOf } from "../../source/node.ts";
import { holdsToken } from "../tokens.ts";

/** The text that a value has, tokens in it; undefined for what is no text. */
export function textOf(node: Node | undefined): string | undefined {
  switch (node?.type) {
    case "string":
      return node.value;
    case "number":
    case "boolean":
      return String(node.value);
    default:
      return undefined;
  }
}

/** The text of a value that is known to the last letter. */
export function knownText(node: Node | undefined): string | undefined {
  const text = textOf(node);
  return text === undefined || holdsToken(text) ? undefined : text;
}

/** Whether nothing in a value is a token. */
export function isKnown(node: Node): boolean {
  switch (node.type) {
    case "object":
      return node.members.every(({ key, value }) => !holdsToken(key) && isKnown(value));
    case "array":
      return node.items.every(isKnown);
    case "string":
      return !holdsToken(node.value);
    case "number":
    case "boolean":
    case "null":
      return true;
  }
}

/** Whether two values are the same, down to their tokens. */
export function isSame(one: Node, other: Node): boolean {
  return deepEqual(valueOf(one), valueOf(other));
}

/** What a value says as a condition; undefined where that is not known. */
export function truthOf(node: Node): boolean | undefined {
  if (node.type === "boolean") return node.value;
  return node.type === "string" && /^(?:true|false)$/.test(node.value) ? node.value === "true" : undefined;
}

/** How many values a value is made of, and hundreds of letters. */
export function weightOf(node: Node): number {
  switch (node.type) {
    case "object":
      return node.members.reduce((sum, { value }) => sum + weightOf(value), 1);
    case "array":
      return node.items.reduce((sum, item) => sum + weightOf(item), 1);
    case "string":
      return 1 + Math.floor(node.value.length / 100);
    case "number":
    case "boolean":
    case "null":
      return 1;
  }
}
