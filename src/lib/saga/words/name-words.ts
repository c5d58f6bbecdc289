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

/** Reads a state or function name: `TaskCancelFlightReservation`, `order-reject`, `Revert Car Rental`. */
export function nameWords(name: string): NameWords {
  if (name === "") return NO_WORDS;
  const words: Word[] = [];
  const tokens: string[] = [];
  let isHead = true;
  for (const part of partsOf(name)) {
    const own = part === "A" ? LETTER_A : readWord(part);
    const word: Word = isHead && QUESTIONS.has(own.token) ? QUESTION : own;
    isHead &&= word.root === undefined;
    words.push(word);
    tokens.push(word.token);
  }
  return said(withoutKinds(tokens), aboutOf(words));
}

/** At the head of a name they make it a question, and to ask is to look: IsOrderPaid, HasSeatBeenBooked. */
const QUESTIONS = new Set(["is", "are", "was", "were", "has", "have", "does", "did", "can", "should"]);
const QUESTION = readWord("check");

/** What tells CompensateA from CompensateB; elsewhere, an article. */
const LETTER_A: Word = { token: "a", verb: undefined, noun: "a", root: "a" };

function withoutKinds(tokens: readonly string[]): readonly string[] {
  let [from, to] = [0, tokens.length];
  while (from < to && KINDS.has(tokens[from] ?? "")) from += 1;
  while (from < to && KINDS.has(tokens[to - 1] ?? "")) to -= 1;
  return from === to ? tokens : tokens.slice(from, to);
}

/** What any state is. */
const KINDS = new Set(["state", "step", "task", "lambda", "function", "fn", "handler"]);

/** Sorts what a name is about into verbs and nouns; verbs as one says them to somebody who shall do it come first: `cancel` before `reserved`. */
function said(tokens: readonly string[], about: readonly Word[]): NameWords {
  const exact: string[] = [];
  const inflected: string[] = [];
  const nouns: string[] = [];
  const roots: string[] = [];
  const look = lookOf(about);
  for (const word of about) {
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

/** The word that says that the name only looks: what is done first is to look, or the name is that of a look; and nothing is done beside it. */
function lookOf(about: readonly Word[]): Word | undefined {
  const at = about.findIndex(({ token, verb }) => verb === token);
  const look = about[at];
  if (look === undefined || !LOOKING_VERBS.has(look.token) || about[at + 1]?.token === "out") return undefined;
  // CompensationForValidatePayment is no look, but AuthorizationCheck is.
  if (at !== about.length - 1 && at !== about.findIndex(({ verb }) => verb !== undefined)) return undefined;
  return about.some(({ token }) => CONJUNCTIONS.has(token)) ? undefined : look;
}

/** What says nothing. */
export const NO_WORDS: NameWords = { verbs: [], nouns: [], roots: [], tokens: [] };
