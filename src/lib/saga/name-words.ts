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
  const looks = onlyLooks(about);
  const isLookedAt = endsLooking(about);
  for (const { token, verb, noun: own, root } of writtenDown(about)) {
    // ProvisionCompute and SendQuote do not look.
    const isThing = exact.length > 0 && LOOKING_VERBS.has(token);
    const noun = isThing ? token : own;
    // What a name looks at is not done: ValidateUpload, CheckRollbackStatus, BookingCheck.
    if (verb !== undefined && !isThing && !(looks && exact.length > 0) && !(isLookedAt && verb !== token))
      (verb === token ? exact : inflected).push(verb);
    if (noun !== undefined && !nouns.includes(noun)) nouns.push(noun);
    if (root !== undefined && !roots.includes(root)) roots.push(root);
  }
  return { verbs: inflected.length === 0 ? exact : [...exact, ...inflected], nouns, roots, tokens };
}

/** What is written down, where the name says no more than that something is. */
function writtenDown(about: readonly Word[]): readonly Word[] {
  return WRITES_DOWN.has(about[0]?.token ?? "") ? about.slice(1) : about;
}

/** Whether the first thing that is done is to look, and nothing is done beside it. */
function onlyLooks(about: readonly Word[]): boolean {
  const at = about.findIndex(({ verb }) => verb !== undefined);
  const first = about[at];
  if (first?.verb === undefined || first.verb !== first.token || !LOOKING_VERBS.has(first.verb)) return false;
  return !about.some(({ token }, index) => CONJUNCTIONS.has(token) || (index === at + 1 && token === "out"));
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

/** Whether it says last that it looks, and before that no more than at what. */
function endsLooking(about: readonly Word[]): boolean {
  const last = about.at(-1);
  if (last === undefined || about.length === 1 || last.verb !== last.token || !LOOKING_VERBS.has(last.token)) return false;
  return about.every((word) => word === last || word.verb !== word.token);
}

/** What says nothing. */
export const NO_WORDS: NameWords = { verbs: [], nouns: [], roots: [], tokens: [] };
