import { aboutOf } from "./about-words.ts";
import { partsOf } from "./name-parts.ts";
import type { Word } from "./read-word.ts";
import { readWord } from "./read-word.ts";
import { LOOKING_VERBS } from "./verbs.ts";

/** What a name says: verbs in their base form, the leading one first, and nouns with synonyms made one. */
export interface NameWords {
  readonly verbs: readonly string[];
  readonly nouns: readonly string[];
  /** What it is made of, verbs and nouns in their base form, synonyms told apart: `reserve` and `room` of `RoomReservation`. */
  readonly roots: readonly string[];
  /** All words, in order, lower-case and in English, but for those at the ends that any state could have: `task` of `RefundFailedTask`. */
  readonly tokens: readonly string[];
}

/** What stands between two things that are done: CheckAndReserve. */
export const CONJUNCTIONS: ReadonlySet<string> = new Set(["and", "or", "then", "plus"]);
/** At the head of a name they say that the rest is put on record: RecordFailure is about no record. */
const WRITES_DOWN = new Set(["record", "log"]);
/** What any state is. */
const KINDS = new Set(["state", "step", "task", "lambda", "function", "fn", "handler"]);

/** Reads a state or function name: `TaskCancelFlightReservation`, `order-reject`, `Revert Car Rental`. */
export function nameWords(name: string): NameWords {
  if (name === "") return NO_WORDS;
  const words: Word[] = [];
  const tokens: string[] = [];
  for (const part of partsOf(name)) {
    const word = wordOf(part, words);
    words.push(word);
    tokens.push(word.token);
  }
  return said(withoutKinds(tokens), aboutOf(words));
}

function withoutKinds(tokens: readonly string[]): readonly string[] {
  const from = tokens.findIndex((token) => !KINDS.has(token));
  const to = tokens.findLastIndex((token) => !KINDS.has(token));
  return from === -1 ? tokens : tokens.slice(from, to + 1);
}

function said(tokens: readonly string[], about: readonly Word[]): NameWords {
  const exact: string[] = [];
  const inflected: string[] = [];
  const nouns: string[] = [];
  const roots: string[] = [];
  const look = lookOf(about);
  for (const word of writtenDown(about)) {
    const { token, verb, root } = word;
    // ProvisionCompute and SendQuote do not look.
    const isThing = exact.length > 0 && LOOKING_VERBS.has(token);
    const noun = isThing ? token : word.noun;
    // What a name looks at is not done: ValidateUpload, CheckRollbackStatus, BookingCheck.
    if (verb !== undefined && !isThing && (look === undefined || look === word)) (verb === token ? exact : inflected).push(verb);
    if (noun !== undefined && !nouns.includes(noun)) nouns.push(noun);
    if (root !== undefined && !roots.includes(root)) roots.push(root);
  }
  return { verbs: inflected.length === 0 ? exact : [...exact, ...inflected], nouns, roots, tokens };
}

/** The word that says that the name only looks: the first thing that is done is to look, and nothing is done beside it. */
function lookOf(about: readonly Word[]): Word | undefined {
  const at = about.findIndex(({ token, verb }) => verb === token);
  const first = about[at];
  if (first === undefined || !LOOKING_VERBS.has(first.token) || about[at + 1]?.token === "out") return undefined;
  return about.some(({ token }) => CONJUNCTIONS.has(token)) ? undefined : first;
}

/** What is written down, where the name says no more than that something is. */
function writtenDown(about: readonly Word[]): readonly Word[] {
  return WRITES_DOWN.has(about[0]?.token ?? "") ? about.slice(1) : about;
}

/** A part of a name, behind what stands before it. */
function wordOf(part: string, before: readonly Word[]): Word {
  if (part === "A") return LETTER_A;
  const word = readWord(part);
  return QUESTIONS.has(word.token) && before.every(({ root }) => root === undefined) ? QUESTION : word;
}

/** At the head of a name they make it a question, and to ask is to look: IsOrderPaid, HasSeatBeenBooked. */
const QUESTIONS = new Set(["is", "are", "was", "were", "has", "have", "does", "did", "can", "should"]);
const QUESTION = readWord("check");

/** What tells CompensateA from CompensateB; elsewhere, an article. */
const LETTER_A: Word = { token: "a", verb: undefined, noun: "a", root: "a" };

/** What says nothing. */
export const NO_WORDS: NameWords = { verbs: [], nouns: [], roots: [], tokens: [] };
