/** A piece of HCL as the grammar names it; space and line breaks belong to no piece. Offsets count UTF-16 units. */
export interface SyntaxNode {
  /** As `block`, `object_elem` or `=`; `ERROR` where the text fits nothing. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** The parser made it up, because the text makes sense only with it. */
  readonly missing: boolean;
  readonly children: readonly SyntaxNode[];
}

/** The node and all that is in it, in the order of the text; not by recursion, because a text may nest very deep. */
export function preorder(root: SyntaxNode): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    for (const child of node.children.toReversed()) open.push(child);
  }
  return nodes;
}

/** The pieces of a node without its comments, which may stand anywhere. */
export function meaningful(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter(({ type }) => type !== "comment");
}

/** How a node is written. */
export function textOf(text: string, { start, end }: SyntaxNode): string {
  return text.slice(start, end);
}
