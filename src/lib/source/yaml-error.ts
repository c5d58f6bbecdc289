import type { Document, ErrorCode, ParsedNode, YAMLParseError } from "yaml";
import { isScalar, visit } from "yaml";
import type { Diagnostic } from "../base/diagnostic.ts";
import { syntaxError } from "./findings.ts";

const QUOTE = "Put text that holds : # @ ` % or starts with another sign in quotes.";

/** What the parser says where its own words need the YAML specification; without a message the parser's stays. */
const TEXTS: Readonly<Partial<Record<ErrorCode, { readonly message?: string; readonly hint: string }>>> = {
  BAD_INDENT: { hint: "Lines of one mapping or list start at the same column." },
  BAD_SCALAR_START: { hint: QUOTE },
  BAD_DQ_ESCAPE: { hint: "Write a backslash as \\\\, or use single quotes." },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "A value and a mapping stand in one place",
    hint: "Put text that holds a colon in quotes, or mend the indentation of the next line.",
  },
  BLOCK_IN_FLOW: { hint: "Inside { } or [ ] separate the values by commas." },
  MISSING_CHAR: { hint: "Add it, or remove the one that opens." },
  MULTILINE_IMPLICIT_KEY: {
    message: "A key and its colon must stand on one line",
    hint: "A colon or a comma may be missing on the line where this starts.",
  },
  TAB_AS_INDENT: { hint: "Indent with spaces." },
  UNEXPECTED_TOKEN: { hint: QUOTE },
};

/** Says what is wrong with the documents of a YAML text in plain words; of errors at one place, or that only follow from another, the first. */
export function yamlErrors(documents: readonly Document.Parsed[], text: string): readonly Diagnostic[] {
  const seen = new Set<number>();
  const errors = documents.flatMap((document) => document.errors.map((error) => ({ document, error })));
  const first = errors.filter(({ error: { pos, message } }, index) => {
    const [start] = pos;
    const follows = seen.has(start) || (index > 0 && message.includes("in YAML stream"));
    seen.add(start);
    return !follows;
  });
  return first.map(({ document, error }) => misaligned(document, error, text) ?? yamlError(error, text.length));
}

function yamlError({ code, message, pos: [start, end] }: YAMLParseError, length: number): Diagnostic {
  const text = TEXTS[code];
  const strayed = /at node end|in YAML stream/.test(message)
    ? "This text belongs neither to the value before it nor to another"
    : undefined;
  const plain = message.replace('"quote', "double quote").replace("'quote", "single quote");
  // What is missing at the end of the text would stand after it.
  const span = { start: Math.min(start, length), end: Math.min(end, length) };
  return syntaxError(span, text?.message ?? strayed ?? plain, text?.hint);
}

/**
 * A line that starts further right than those that it stands among: the parser reports it where the line before it ends.
 * One that starts further left belongs to a mapping further out.
 */
function misaligned(document: Document.Parsed, { message, pos: [from] }: YAMLParseError, text: string): Diagnostic | undefined {
  const isItem = message === "Sequence item without - indicator";
  if (!isItem && message !== "All mapping items must start at the same column") return undefined;
  const start = from + (/^(?:\s|#.*)*/.exec(text.slice(from))?.[0].length ?? 0);
  const [line = ""] = /^[^:\n]+/.exec(text.slice(start)) ?? [];
  const span = { start, end: start + line.trimEnd().length };
  if (isItem) {
    const hint = "Put it below the first letter behind the dash, or a dash before it.";
    return syntaxError(span, "This line is no item of the list above it, and belongs to none", hint);
  }
  const first = firstKeyBeside(document, start);
  if (first === undefined) return undefined;
  const columns = columnOf(text, start) - columnOf(text, first.range[0]);
  return syntaxError(
    span,
    `This line starts ${columns} ${columns === 1 ? "column" : "columns"} further right than ${String(first)}, with which its mapping begins`,
    "Lines of one mapping start at the same column; further right stands what belongs to a key without a value of its own.",
  );
}

/** The first key of the mapping in which another key stands. */
function firstKeyBeside(document: Document.Parsed, start: number): ParsedNode | undefined {
  let found: ParsedNode | undefined;
  visit(document, {
    Map(_, { items: [first, ...others] }) {
      const beside = others.some(({ key }) => isScalar(key) && key.range?.[0] === start);
      if (!beside || !isScalar(first?.key)) return undefined;
      found = first.key as ParsedNode;
      return visit.BREAK;
    },
  });
  return found;
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf("\n", offset - 1);
}
