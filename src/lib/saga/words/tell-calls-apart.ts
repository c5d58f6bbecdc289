import type { NameWords } from "./name-words.ts";
import type { StateWords } from "./state-words.ts";

/** Leaves out of what the functions are called the words that all of them have: the project's name, or one function that does everything. */
export function tellCallsApart<T extends { readonly words: StateWords }>(states: readonly T[]): readonly T[] {
  let calls = 0;
  let common: readonly string[] = [];
  for (const { words } of states) {
    if (!words.callsFunction) continue;
    const { nouns, roots } = words.call;
    common = calls === 0 ? [...nouns, ...roots] : common.filter((word) => nouns.includes(word) || roots.includes(word));
    if (common.length === 0) return states;
    calls += 1;
  }
  if (calls < FEWEST_CALLS) return states;
  return states.map((state) => {
    const { words } = state;
    return words.callsFunction ? { ...state, words: { ...words, call: without(words.call, common) } } : state;
  });
}

/** With fewer, a shared word may well be what they are about. */
const FEWEST_CALLS = 3;

function without(words: NameWords, common: readonly string[]): NameWords {
  const left = (all: readonly string[]): readonly string[] => all.filter((word) => !common.includes(word));
  return { ...words, nouns: left(words.nouns), roots: left(words.roots) };
}
