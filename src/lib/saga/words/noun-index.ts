import type { NameWords } from "./name-words.ts";
import type { StateWords, WordedState } from "./state-words.ts";

/** Finds states by what they are about: a noun, or a word for it, so that not every one is compared with every other. */
export interface NounIndex<T extends WordedState> {
  /** The states that share a noun or a root with the words, in their order. */
  readonly about: (words: StateWords) => readonly T[];
  /** Of those, the ones with the same number in the name: `BookHotel2` and `CancelHotel2`; none where the name has no number. */
  readonly numbered: (words: StateWords) => readonly T[];
}

/** By word, or by number and word, the places of the states whose names (or calls) have it. */
type Places = Map<string, number[]>;

/** Makes the index. */
export function nounIndex<T extends WordedState>(states: readonly T[]): NounIndex<T> {
  const names: Places = new Map();
  const calls: Places = new Map();
  for (const [at, { words }] of states.entries()) {
    addPlace(names, words.name, "", at);
    addPlace(calls, words.call, "", at);
    if (words.number === "") continue;
    addPlace(names, words.name, words.number, at);
    addPlace(calls, words.call, words.number, at);
  }
  function find({ name, call }: StateWords, number: string): readonly T[] {
    const found = new Set<number>();
    collect(names, name, number, found);
    collect(calls, call, number, found);
    const places = found.size > 1 ? [...found].sort((a, b) => a - b) : [...found];
    return places.flatMap((at) => states[at] ?? []);
  }
  return {
    about: (words) => find(words, ""),
    numbered: (words) => (words.number === "" ? [] : find(words, words.number)),
  };
}

function addPlace(places: Places, { nouns, roots }: NameWords, number: string, at: number): void {
  for (const noun of nouns) add(places, number + noun, at);
  for (const root of roots) if (!nouns.includes(root)) add(places, number + root, at);
}

function add(places: Places, key: string, at: number): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, [at]);
  else known.push(at);
}

function collect(places: Places, { nouns, roots }: NameWords, number: string, found: Set<number>): void {
  for (const words of [nouns, roots]) for (const word of words) for (const at of places.get(number + word) ?? []) found.add(at);
}
