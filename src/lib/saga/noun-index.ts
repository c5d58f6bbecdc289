import type { Candidate } from "./candidate.ts";
import type { NameWords } from "./name-words.ts";
import type { StateWords } from "./task-words.ts";

/** Finds states by what they are about: a noun, or a word for it, so that not every one is compared with every other. */
export interface NounIndex<T extends Candidate> {
  /** The states that share a noun or a root with the words, in their order. */
  readonly about: (words: StateWords) => readonly T[];
  /** Of those, the ones with the same number in the name: `BookHotel2` and `CancelHotel2`; none where the name has no number. */
  readonly numbered: (words: StateWords) => readonly T[];
}

/** Makes the index. */
export function nounIndex<T extends Candidate>(states: readonly T[]): NounIndex<T> {
  const all = new Map<string, number[]>();
  for (const [at, { words }] of states.entries()) {
    for (const key of [...keysOf(words, ""), ...keysOf(words, words.name.number)]) {
      const bucket = all.get(key);
      if (bucket === undefined) all.set(key, [at]);
      else if (bucket.at(-1) !== at) bucket.push(at);
    }
  }
  function find(keys: readonly string[]): readonly T[] {
    const found = new Set(keys.flatMap((key) => all.get(key) ?? []));
    return [...found].sort((a, b) => a - b).flatMap((at) => states[at] ?? []);
  }
  return {
    about: (words) => find(keysOf(words, "")),
    numbered: (words) => (words.name.number === "" ? [] : find(keysOf(words, words.name.number))),
  };
}

function keysOf({ name, call }: StateWords, number: string): readonly string[] {
  const keys = (kind: string, { nouns, roots }: NameWords): readonly string[] =>
    [...new Set([...nouns, ...roots])].map((word) => `${kind} ${number} ${word}`);
  return [...keys("name", name), ...keys("call", call)];
}
