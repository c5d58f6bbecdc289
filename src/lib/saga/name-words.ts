import { inEnglish } from "./foreign-words.ts";
import type { Word, WordReader } from "./word-reader.ts";
import { wordReader } from "./word-reader.ts";

/** What a name says: verbs in their base form, the leading one first, and nouns with synonyms made one. */
export interface NameWords {
  readonly verbs: readonly string[];
  readonly nouns: readonly string[];
  /** What it is made of, verbs and nouns in their base form, synonyms told apart: `reserve` and `room` of `RoomReservation`. */
  readonly roots: readonly string[];
  /** All words, in order, lower-case and in English. */
  readonly tokens: readonly string[];
  /** The digits in the name, as `2` of `BookHotel2`: they tell apart what words do not. */
  readonly number: string;
}

/** What follows them tells when or why, not what. */
const PREPOSITIONS = new Set("from after before on for because due when if in by with via to upon during".split(" "));
/** Words that are one with the word before: "roll back", "clean up". */
const PHRASES: ReadonlyMap<string, Phrase> = new Map([
  ["back", { behind: ["roll", "rolled", "rolling"], phrase: "rollback" }],
  ["up", { behind: ["clean"], phrase: "cleanup" }],
]);

interface Phrase {
  readonly behind: readonly string[];
  readonly phrase: string;
}

/** Reads a state or function name: `TaskCancelFlightReservation`, `order-reject`, `Revert Car Rental`. */
export function nameWords(name: string, read: WordReader = wordReader()): NameWords {
  if (name === "") return NO_WORDS;
  const words = partsOf(name).map(read);
  const exact: string[] = [];
  const inflected: string[] = [];
  const nouns: string[] = [];
  const roots: string[] = [];
  for (const { token, verb, implied, noun, root } of joinPhrases(words, read)) {
    if (verb !== undefined) (verb === token ? exact : inflected).push(verb);
    addOnce(nouns, implied);
    addOnce(nouns, noun);
    addOnce(roots, root);
  }
  const verbs = inflected.length === 0 ? exact : [...exact, ...inflected];
  return { verbs, nouns, roots, tokens: words.map(tokenOf), number: name.match(/\d+/g)?.join(".") ?? "" };
}

/** What says nothing. */
export const NO_WORDS: NameWords = { verbs: [], nouns: [], roots: [], tokens: [], number: "" };

function addOnce(words: string[], word: string | undefined): void {
  if (word !== undefined && !words.includes(word)) words.push(word);
}

function tokenOf({ token }: Word): string {
  return token;
}

/** The words of a name, lower-case and in English: camelCase, kebab-case, snake_case, spaces and punctuation all part them. */
export function tokensOf(name: string): readonly string[] {
  return partsOf(name).map((part) => inEnglish(part.toLowerCase()));
}

const ASCII_PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
/** The same for all alphabets: a new part begins with a capital behind a small letter, and with the last of several before a small one. */
const ANY_PART = /(?:\p{Lu}(?!\p{Lu}\p{Ll})|\p{Ll}(?!\p{Lu})|[\p{Lt}\p{Lm}\p{Lo}])*\p{L}/gu;

function partsOf(name: string): readonly string[] {
  return name.match(/^[\0-\x7f]*$/.test(name) ? ASCII_PART : ANY_PART) ?? [];
}

/** What the name is about: its words up to a preposition, phrases made one. */
function joinPhrases(words: readonly Word[], read: WordReader): readonly Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && PREPOSITIONS.has(word.token)) break;
    const phrase = PHRASES.get(word.token);
    if (last !== undefined && phrase?.behind.includes(last.token) === true) joined[joined.length - 1] = read(phrase.phrase);
    else joined.push(word);
  }
  return joined;
}
