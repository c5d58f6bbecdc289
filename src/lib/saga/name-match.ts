import type { NameWords } from "./name-words.ts";
import { GENERIC_UNDO, STATUS_VERBS, UNDO_VERBS, undoes } from "./verbs.ts";

/** How well a name reads as the undoing of another. */
export interface NameMatch {
  /** What they share of what they are about: 0 to 1. */
  readonly nouns: number;
  /** How much of what the undoing is about stands in the step's name word for word, as `debit` of `CompensateDebit` in `DebitAccount`: 0 to 1. */
  readonly roots: number;
  /** 1: the verb that undoes; 0.8: undoes anything; 0.4: undoes something else; 0.2: sets a status; 0: neither. */
  readonly verb: number;
}

/** Words that many names of one machine share, so that they tell little apart. */
const WEAK_NOUNS = new Set(["reservation", "record", "info", "information", "detail", "entry", "trip"]);
/** Kinds of work that are never undone by the work of another kind. */
const DOMAINS = ["payment", "inventory", "shipping"];

/** Compares the name of a forward step with that of a state that may undo it. */
export function matchNames(forward: NameWords, undo: NameWords): NameMatch {
  const apart = areApart(forward.nouns, undo.nouns);
  return {
    nouns: apart ? 0 : sharedNouns(forward.nouns, undo.nouns),
    roots: apart ? 0 : sharedRoots(forward, undo),
    verb: verbMatch(forward, undo),
  };
}

/** Whether the name says that the state undoes something. */
export function soundsLikeUndo({ verbs }: NameWords): boolean {
  return verbs.some((verb) => UNDO_VERBS.has(verb));
}

/** Whether the name says that something has failed: OrderFailed, HandlePaymentError. */
export function saysFailure({ tokens }: NameWords): boolean {
  return tokens.some((token) => /^(?:fail(?:ed|s|ing|ures?)?|errors?)$/.test(token));
}

/** Whether names alone make a pair; a status verb needs the chain beside it. */
export function isNamePair({ nouns, roots, verb }: NameMatch): boolean {
  return (nouns >= 0.34 || roots === 1) && verb >= 0.4;
}

/** The better of two matches: what they are about counts before the words for it, and these before the verb. */
export function compareMatches(a: NameMatch, b: NameMatch): number {
  return a.nouns - b.nouns || a.roots - b.roots || a.verb - b.verb;
}

/** Whether they are different kinds of work. */
function areApart(forward: ReadonlySet<string>, undo: ReadonlySet<string>): boolean {
  const domains = DOMAINS.filter((domain) => forward.has(domain) || undo.has(domain));
  return domains.length > 0 && !domains.some((domain) => forward.has(domain) && undo.has(domain));
}

function sharedNouns(forward: ReadonlySet<string>, undo: ReadonlySet<string>): number {
  const all = new Set([...forward, ...undo]);
  const weigh = (nouns: Iterable<string>): number => [...nouns].reduce((sum, noun) => sum + (WEAK_NOUNS.has(noun) ? 0.5 : 1), 0);
  return all.size === 0 ? 0 : weigh([...all].filter((noun) => forward.has(noun) && undo.has(noun))) / weigh(all);
}

function sharedRoots(forward: NameWords, undo: NameWords): number {
  const about = [...undo.roots].filter((root) => !UNDO_VERBS.has(root) && !STATUS_VERBS.has(root));
  return about.length === 0 ? 0 : about.filter((root) => forward.roots.has(root)).length / about.length;
}

function verbMatch(forward: NameWords, undo: NameWords): number {
  if (undo.verbs.some((verb) => forward.verbs.some((done) => undoes(done, verb)))) return 1;
  if (undo.verbs.some((verb) => GENERIC_UNDO.has(verb))) return 0.8;
  if (soundsLikeUndo(undo)) return 0.4;
  return undo.verbs.some((verb) => STATUS_VERBS.has(verb)) ? 0.2 : 0;
}
