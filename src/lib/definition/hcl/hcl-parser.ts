import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Parser, Tree, TreeCursor } from "web-tree-sitter";
import { UserError } from "../../base/user-error.ts";
import { withPlainNumbers } from "./hcl-number.ts";
import { withoutLongSpace } from "./hcl-space.ts";
import type { SyntaxNode } from "./hcl-syntax.ts";

/** Reads HCL text; offsets in its trees are those of the whole text. */
export interface SyntaxParser {
  /** The tree of a text; undefined where the parser stumbles: to find a sense in all that follows takes it ten times as long as to read it. */
  readonly whole: (text: string) => SyntaxNode | undefined;
  /** The tree of a stretch of it; what is wrong there stands in the tree as ERROR and missing pieces. */
  readonly piece: (text: string, start: number, end: number) => SyntaxNode;
}

/** The parser, which is loaded once and only when a Terraform file has to be read. */
export async function hclSyntaxParser(): Promise<SyntaxParser> {
  parser ??= createParser();
  const loaded = await parser;
  return {
    whole: (text) => parseUntilError(loaded, text),
    piece(text, start, end) {
      const tree = loaded.parse(readable(text.slice(start, end)));
      if (tree === null) throw new Error("The HCL parser was stopped");
      return copied(tree, start);
    },
  };
}

let parser: Promise<Parser> | undefined;

/** A short text is read to its end before the parser tells that there is an error. */
function parseUntilError(parser: Parser, text: string): SyntaxNode | undefined {
  const tree = parser.parse(readable(text), null, { progressCallback: ({ hasError }) => hasError });
  if (tree !== null) return copied(tree, 0);
  // It would go on with this text when it is given the next.
  parser.reset();
  return undefined;
}

/** The text as long as it was, and without what the parser is slow to read or does not know. */
function readable(text: string): string {
  return withPlainNumbers(withoutLongSpace(text));
}

function copied(tree: Tree, offset: number): SyntaxNode {
  const cursor = tree.walk();
  try {
    return copyTree(cursor, offset);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

async function createParser(): Promise<Parser> {
  const [runtime, grammar] = await Promise.all([
    wasmFile("web-tree-sitter/web-tree-sitter.wasm"),
    wasmFile("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm"),
  ]);
  const { Language, Parser: TreeSitter } = await import("web-tree-sitter");
  await TreeSitter.init({ wasmBinary: runtime });
  return new TreeSitter().setLanguage(await Language.load(grammar));
}

/** A file of the parser: the build puts it beside the program, which stands beside the library; in a checkout it is where npm put it. */
async function wasmFile(specifier: string): Promise<Uint8Array<ArrayBuffer>> {
  const name = specifier.slice(specifier.lastIndexOf("/") + 1);
  const built = ["./wasm/", "../cli/wasm/"].map((folder) => fileURLToPath(new URL(folder + name, import.meta.url)));
  const path = import.meta.url.endsWith(".ts") ? createRequire(import.meta.url).resolve(specifier) : built.find((file) => existsSync(file));
  if (path === undefined) {
    throw new UserError(
      `Terraform files cannot be read: ${name}, a part of saga-cli, is missing`,
      "Install saga-cli again; in its own checkout, run `npm run build`.",
    );
  }
  return new Uint8Array(await readFile(path));
}

/** The tree in plain values, because the parser's own lies in memory that nobody collects; in a loop, because a text may nest very deep. */
function copyTree(cursor: TreeCursor, offset: number): SyntaxNode {
  const root = copyNode(cursor, offset);
  const parents: CopiedNode[] = [];
  for (let node = root; ; node = copyNode(cursor, offset)) {
    parents.at(-1)?.children.push(node);
    if (cursor.gotoFirstChild()) {
      parents.push(node);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return root;
      parents.pop();
    }
  }
}

interface CopiedNode extends SyntaxNode {
  readonly children: CopiedNode[];
}

function copyNode(cursor: TreeCursor, offset: number): CopiedNode {
  const { nodeType: type, startIndex: start, endIndex: end } = cursor;
  // What is made up has no width. Each question goes into the parser's memory, so this one is asked of few.
  return { type, start: start + offset, end: end + offset, missing: start === end && cursor.nodeIsMissing, children: [] };
}
