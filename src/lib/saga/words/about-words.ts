import type { Word } from "./read-word.ts";
import { readWord } from "./read-word.ts";
import { COMPENSATING_VERBS, EFFECT_VERBS, GENERIC_UNDO, LOOKING_VERBS } from "./verbs.ts";

/** What a name of these words is about: its words up to a preposition, phrases made one; and what is put on record, not the record. */
export function aboutOf(words: readonly Word[]): readonly Word[] {
  if (!words.some(({ token }) => BENDING.has(token))) return words;
  const about: Word[] = [];
  for (const word of withoutTime(words)) {
    const last = about.at(-1);
    if (last !== undefined && PREPOSITIONS.has(word.token)) {
      if (isObjectBehind(word, about)) continue;
      break;
    }
    const phrase = last !== undefined && PHRASE_ENDS.has(word.token) ? PHRASES.get(`${last.token} ${word.token}`) : undefined;
    if (phrase !== undefined) about[about.length - 1] = readWord(phrase);
    else about.push(word);
  }
  return WRITES_DOWN.has(about[0]?.token ?? "") ? about.slice(1) : about;
}

/** What follows them tells when or why, not what. */
const PREPOSITIONS = new Set(
  "from after before on for because due when if in by with via to upon during at near under into onto against within per until".split(" "),
);
/** Words that are one with the word before. */
const PHRASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    rollback: "roll back, rolled back, rolling back, switch back, swap back, put back, give back, call back",
    cleanup: "clean up",
    lookup: "look up",
    teardown: "tear down, take down",
    // Nobody is credited.
    check: "credit check",
  }).flatMap(([word, phrases]) => phrases.split(", ").map((phrase): [string, string] => [phrase, word])),
);
const PHRASE_ENDS = new Set([...PHRASES.keys()].map((phrase) => phrase.slice(phrase.indexOf(" ") + 1)));
/** At the head of a name they say that the rest is put on record: RecordFailure is about no record. */
const WRITES_DOWN = new Set(["record", "log"]);
/** The words that make a difference between what a name says and what it is about. */
const BENDING: ReadonlySet<string> = new Set([...PREPOSITIONS, ...PHRASE_ENDS, ...WRITES_DOWN, "pre", "post"]);

/**
 * Whether the preposition follows the very deed, so that it leads to what that is done to: AddToGroup, but not RollbackFromPayment;
 * CompensationForPayment, but not CancelForTimeout.
 */
function isObjectBehind({ token }: Word, about: readonly Word[]): boolean {
  const [{ verb } = NO_VERB] = about;
  if (about.length !== 1 || verb === undefined) return false;
  return token === "for" ? COMPENSATING_VERBS.has(verb) : PLACES.has(token) && !GENERIC_UNDO.has(verb);
}

const PLACES = new Set(["to", "from"]);
const NO_VERB = { verb: undefined, token: undefined };

/** The words without what "pre" and "post" make a time of: PreMigrationBackup is a backup, and PostChecks posts nothing. PreAuthorizeCard and PreOrderBook are deeds. */
function withoutTime(words: readonly Word[]): readonly Word[] {
  const [first, second] = words;
  if (first?.token === "post" && LOOKING_VERBS.has(second?.verb ?? "")) return words.slice(1);
  const at = words.findIndex(({ token }) => token === "pre");
  const { verb, token = "" } = words[at + 1] ?? NO_VERB;
  const isTime = at !== -1 && verb === undefined && !EFFECT_VERBS.has(token);
  return isTime ? words.toSpliced(at, 2) : words;
}
