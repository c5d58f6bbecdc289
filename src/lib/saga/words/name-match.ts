import type { NameWords } from "./name-words.ts";
import { areOpposite, turnsBack } from "./turns-back.ts";
import { GENERIC_UNDO, REFUNDING_VERBS, someOf, STATUS_VERBS, UNDO_VERBS, undoes } from "./verbs.ts";

/** How well a name reads as the undoing of another. */
export interface NameMatch {
  /** What they share of what they are about: 0 to 1. */
  readonly nouns: number;
  /** How much of what the undoing is about stands in the step's name word for word, as `debit` of `CompensateDebit` in `DebitAccount`: 0 to 1. */
  readonly roots: number;
  /** 2: the very word, turned round; 1: the verb that undoes; 0.8: undoes anything; 0.4: undoes something else; 0.2: sets a status; 0: neither. */
  readonly verb: number;
}

/** Words that many names of one machine share, so that they tell little apart. */
const WEAK_NOUNS = new Set(["reservation", "record", "info", "information", "detail", "entry", "trip"]);
/** Kinds of work that are never undone by the work of another kind. */
const DOMAINS = ["payment", "inventory", "shipping"];

/** Compares the name of a forward step with that of a state that may undo it. */
export function matchNames(forward: NameWords, undo: NameWords): NameMatch {
  if (turnsBack(forward.tokens, undo.tokens)) return { nouns: 1, roots: 1, verb: 2 };
  const apart = (areApart(forward.nouns, undo.nouns) && !isOpposite(forward.verbs, undo.verbs)) || refundsRecord(forward, undo);
  return {
    nouns: apart ? 0 : sharedNouns(forward.nouns, undo.nouns),
    roots: apart && !namesDeed(forward, undo) ? 0 : sharedRoots(forward, undo),
    verb: verbMatch(forward, undo),
  };
}

/** Whether money would be given back for what has only been put on record: CreatePaymentRecord takes none. */
function refundsRecord({ verbs, tokens }: NameWords, undo: NameWords): boolean {
  const written = tokens.at(-1) ?? "";
  if (!RECORDS.has(written)) return false;
  return someOf(undo.verbs, REFUNDING_VERBS) && !undoes(verbs.slice(0, 1), undo.verbs);
}

const RECORDS = new Set(["record", "entry", "history", "log"]);

/** Whether the undoing is about nothing but what the step does: RollbackValidation, or ReleaseReservation for ReserveStock. */
function namesDeed({ verbs: [deed = ""] }: NameWords, { nouns, roots }: NameWords): boolean {
  return roots.includes(deed) && nouns.every((noun) => WEAK_NOUNS.has(noun));
}

/** Whether names alone make a pair; a status verb needs the chain beside it. */
export function isNamePair({ nouns, roots, verb }: NameMatch): boolean {
  return (nouns >= 0.34 || roots === 1) && verb >= 0.4;
}

/** The better of two matches: what they are about counts before the words for it, and these before the verb. */
export function compareMatches(a: NameMatch, b: NameMatch): number {
  return a.nouns - b.nouns || a.roots - b.roots || a.verb - b.verb;
}

export function isDomain(noun: string): boolean {
  return DOMAINS.includes(noun);
}

/** Whether both names say a kind of work, and not the same: what cancels a payment releases no stock. */
export function areOfOtherKinds(forward: NameWords, undo: NameWords): boolean {
  return areApart(forward.nouns, undo.nouns) && [forward, undo].every(({ nouns }) => nouns.some(isDomain));
}

/** Whether the very opposite is done, whatever kind of work it is: RefundTicket after PurchaseTicket, RecallOrder after ShipOrder. */
function isOpposite(forward: readonly string[], undo: readonly string[]): boolean {
  // Anything can be cancelled.
  return undoes(
    forward,
    undo.filter((verb) => !GENERIC_UNDO.has(verb)),
  );
}

/** Whether one is a kind of work that the other is not. */
function areApart(forward: readonly string[], undo: readonly string[]): boolean {
  let apart = false;
  for (const domain of DOMAINS) {
    const inForward = forward.includes(domain);
    const inUndo = undo.includes(domain);
    if (inForward && inUndo) return false;
    apart ||= inForward || inUndo;
  }
  return apart;
}

/** The weight of the nouns in both by the weight of all. */
function sharedNouns(forward: readonly string[], undo: readonly string[]): number {
  let shared = 0;
  let all = 0;
  for (const noun of forward) {
    all += weightOf(noun);
    if (undo.includes(noun)) shared += weightOf(noun);
  }
  for (const noun of undo) if (!forward.includes(noun)) all += weightOf(noun);
  return shared === 0 ? 0 : shared / all;
}

function weightOf(noun: string): number {
  return WEAK_NOUNS.has(noun) ? 0.5 : 1;
}

function sharedRoots(forward: NameWords, undo: NameWords): number {
  let shared = 0;
  let all = 0;
  for (const root of undo.roots) {
    if (UNDO_VERBS.has(root) || STATUS_VERBS.has(root) || undoes(forward.verbs, [root])) continue;
    all += 1;
    if (forward.roots.includes(root)) shared += 1;
  }
  return shared === 0 ? 0 : shared / all;
}

function verbMatch(forward: NameWords, { verbs, tokens }: NameWords): number {
  if (undoes(forward.verbs, verbs) || areOpposite(forward.tokens[0] ?? "", tokens[0] ?? "")) return 1;
  if (someOf(verbs, GENERIC_UNDO)) return 0.8;
  if (someOf(verbs, UNDO_VERBS)) return 0.4;
  return someOf(verbs, STATUS_VERBS) ? 0.2 : 0;
}
