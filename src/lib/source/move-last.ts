import type { Span } from "../base/span.ts";
import type { ArrayNode } from "./node.ts";
import type { TextEdit } from "./text-edit.ts";

/** Moves one item of an array behind all others: the items change places, and what stands between them (commas, dashes, blank lines) stays. */
export function moveLast(text: string, { items }: ArrayNode, item: Span): readonly TextEdit[] | undefined {
  const from = items.findIndex(({ span }) => span.start === item.start && span.end === item.end);
  const slots = items.slice(from).map(({ span }) => span);
  const [moved, ...others] = slots;
  if (from === -1 || moved === undefined || others.length === 0) return undefined;
  const order = [...others, moved];
  return slots.map((span, index) => {
    const { start, end } = order[index] ?? span;
    return { span, text: text.slice(start, end) };
  });
}
