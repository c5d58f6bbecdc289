import type { ErrorCode, YAMLParseError } from "yaml";
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

/** Says what is wrong with a YAML text of some length in plain words; of errors at one place, or that only follow from another, the first. */
export function yamlErrors(errors: readonly YAMLParseError[], length: number): readonly Diagnostic[] {
  const seen = new Set<number>();
  const first = errors.filter(({ pos: [start], message }, index) => {
    const follows = seen.has(start) || (index > 0 && message.includes("in YAML stream"));
    seen.add(start);
    return !follows;
  });
  return first.map((error) => yamlError(error, length));
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
