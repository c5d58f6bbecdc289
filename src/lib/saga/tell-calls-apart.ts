import type { NameWords } from "./name-words.ts";
import type { StateWords } from "./task-words.ts";

/** Leaves out of what the functions are called the words that all of them have: the project's name, or one function that does everything. */
export function tellCallsApart<T extends { readonly words: StateWords }>(states: readonly T[]): readonly T[] {
  const calls = states.filter(({ words }) => words.callsFunction).map(({ words }) => words.call);
  const [first, ...others] = calls;
  if (first === undefined || others.length < FEWEST_CALLS - 1) return states;
  const common = new Set(
    [...first.nouns, ...first.roots].filter((word) => others.every(({ nouns, roots }) => nouns.includes(word) || roots.includes(word))),
  );
  if (common.size === 0) return states;
  return states.map((state) => {
    const { words } = state;
    return words.callsFunction ? { ...state, words: { ...words, call: without(words.call, common) } } : state;
  });
}

/** With fewer, a shared word may well be what they are about. */
const FEWEST_CALLS = 3;

function without(words: NameWords, common: ReadonlySet<string>): NameWords {
  const left = (all: readonly string[]): readonly string[] => all.filter((word) => !common.has(word));
  return { ...words, nouns: left(words.nouns), roots: left(words.roots) };
}
