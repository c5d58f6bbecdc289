import type { Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import type { ArrayNode } from "./node.ts";
import type { TextEdit } from "./text-edit.ts";

/** Moves one item of an array behind all others: the items change places, each with what is said of it, and what stands between them (commas, blank lines) stays. */
export function moveLast(text: string, { items, start: open }: ArrayNode, item: Span): readonly TextEdit[] | undefined {
  const from = items.findIndex(({ start, end }) => start === item.start && end === item.end);
  const inBrackets = text[open] === "[";
  const slots = items.slice(from).map((node) => (inBrackets ? spanOf(node) : linesOf(text, node)));
  const [moved, ...others] = slots;
  if (from === -1 || moved === undefined || others.length === 0) return undefined;
  const order = [...others, moved];
  return slots.map((span, index) => {
    const { start, end } = order[index] ?? span;
    return { span, text: text.slice(start, end) };
  });
}

/** The whole lines of an item with a dash: from the comments right above it, which stand no further in, to the one beside its end. */
function linesOf(text: string, { start, end }: Span): Span {
  let first = lineStart(text, start);
  const indent = text.indexOf("-", first) - first;
  while (first > 0) {
    const above = lineStart(text, first - 1);
    const comment = /^ *#/.exec(text.slice(above, first));
    if (comment === null || comment[0].length - 1 > indent) break;
    first = above;
  }
  // A block scalar ends behind its last line break.
  const lineEnd = text[end - 1] === "\n" ? end - 1 : text.indexOf("\n", end);
  const last = lineEnd === -1 ? text.length : lineEnd;
  return { start: first, end: text[last - 1] === "\r" ? last - 1 : last };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}
