import type { RecordedCase } from "./recorded-case.ts";

/** What may stand in an expectation for something that differs from run to run: an id, an ARN, a time. */
export interface Placeholders {
  /** Whether an expected text stands for any value. */
  isAnything(expected: string): boolean;
  /** Whether an expected text holds placeholders and an actual one fits around them. */
  fits(expected: string, actual: string): boolean;
}

/** `<…>` with simple words inside, which may be in brackets themselves. */
const BRACKETS = /<(?:<[A-Za-z0-9_.:\- ]+>|[A-Za-z0-9_.:\- ])+>/;
const ONLY_BRACKETS = new RegExp(`^${BRACKETS.source}$`);
/** Shorter words could stand in a text by chance. */
const MIN_WORD_LENGTH = 4;

/** The placeholders of a case: `<…>`; its `tokens`, as whole values; the words it puts into the history by `replace`, inside texts too. */
export function placeholdersOf({ tokens, replace }: Pick<RecordedCase, "tokens" | "replace">): Placeholders {
  const replacements = replace.map(([, replacement]) => replacement);
  const anything = new Set([...tokens, ...replacements].filter((word) => word !== ""));
  const words = replacements
    .filter((word) => word.length >= MIN_WORD_LENGTH && !ONLY_BRACKETS.test(word))
    .sort((a, b) => b.length - a.length);
  const separator = new RegExp([BRACKETS.source, ...words.map(escaped)].join("|"));
  const literals = new Map<string, readonly string[]>();

  function literalsOf(expected: string): readonly string[] {
    const known = literals.get(expected);
    if (known !== undefined) return known;
    const split = expected.split(separator);
    literals.set(expected, split);
    return split;
  }

  return {
    isAnything: (expected) => anything.has(expected) || ONLY_BRACKETS.test(expected),
    fits: (expected, actual) => fitsAround(literalsOf(expected), actual),
  };
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** Whether a text consists of the literals in their order, with anything between them. */
function fitsAround(literals: readonly string[], text: string): boolean {
  const [first = "", ...rest] = literals;
  const last = rest.pop();
  if (last === undefined || text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const literal of rest) {
    const found = text.indexOf(literal, at);
    if (found === -1) return false;
    at = found + literal.length;
  }
  return at <= text.length - last.length;
}
