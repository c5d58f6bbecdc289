import { inEnglish } from "./foreign-words.ts";
import { KNOWN_VERBS } from "./verbs.ts";

/** What a name says: verbs in their base form, the leading one first, and nouns with synonyms made one. */
export interface NameWords {
  readonly verbs: readonly string[];
  readonly nouns: ReadonlySet<string>;
  /** What it is made of, verbs and nouns in their base form, synonyms told apart: `reserve` and `room` of `RoomReservation`. */
  readonly roots: ReadonlySet<string>;
  /** All words, in order, lower-case and in English. */
  readonly tokens: readonly string[];
  /** The digits in the name, as `2` of `BookHotel2`: they tell apart what words do not. */
  readonly number: string;
}

const SYNONYMS: ReadonlyMap<string, string> = new Map(
  [
    ["payment", "charge card money fund fee bill invoice billing wallet debit credit"],
    ["inventory", "stock item product warehouse goods"],
    ["shipping", "shipment delivery parcel"],
    ["reservation", "booking"],
  ].flatMap(([noun = "", synonyms = ""]) => synonyms.split(" ").map((synonym) => [synonym, noun] as const)),
);

/** What a verb is about although the name does not say it: refunding is about a payment. */
const IMPLIED_NOUNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    charge: "payment",
    pay: "payment",
    debit: "payment",
    credit: "payment",
    bill: "payment",
    refund: "payment",
    reimburse: "payment",
    chargeback: "payment",
    restock: "inventory",
    ship: "shipping",
    deliver: "shipping",
    reserve: "reservation",
    book: "reservation",
  }),
);

const NOUN_FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cancellation: "cancel",
    cancelation: "cancel",
    compensation: "compensate",
    compensating: "compensate",
    reversal: "reverse",
    deletion: "delete",
    removal: "remove",
    creation: "create",
    allocation: "allocate",
    validation: "validate",
    verification: "verify",
    authorization: "authorize",
    authorisation: "authorize",
    authorise: "authorize",
    finalise: "finalize",
    undone: "undo",
    paid: "pay",
    held: "hold",
  }),
);

/** Say nothing at all. */
const EMPTY = new Set(
  (
    "status state step task lambda function fn handler workflow saga result only all everything previous the a an and " +
    "process processing action run invoke new failure error exception fallback sns sqs ses dynamodb ddb arn"
  ).split(" "),
);
/** Say so little about what a state works on that only the same word makes two of them alike. */
const VAGUE = new Set("service transaction request data job".split(" "));
/** What has been done, by its name as a thing. */
const DEEDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    reservation: "reserve",
    booking: "book",
    payment: "pay",
    shipment: "ship",
    shipping: "ship",
    delivery: "deliver",
    subscription: "subscribe",
    registration: "register",
    enrollment: "enroll",
    deduction: "deduct",
    withdrawal: "withdraw",
    assignment: "assign",
  }),
);
/** What follows them tells when or why, not what. */
const PREPOSITIONS = new Set("from after before on for because due when if in by with via to upon during".split(" "));

/** Reads a state or function name: `TaskCancelFlightReservation`, `order-reject`, `Revert Car Rental`. */
export function nameWords(name: string): NameWords {
  if (name === "") return NO_WORDS;
  const tokens = tokensOf(name);
  const cut = tokens.findIndex((token, index) => index > 0 && PREPOSITIONS.has(token));
  const about = joinPhrases(cut === -1 ? tokens : tokens.slice(0, cut));
  const exact: string[] = [];
  const inflected: string[] = [];
  const nouns = new Set<string>();
  const roots = new Set<string>();
  for (const token of about) {
    const verb = token === "booking" ? undefined : verbOf(token);
    if (verb !== undefined) (verb === token ? exact : inflected).push(verb);
    const implied = verb === undefined ? undefined : IMPLIED_NOUNS.get(verb);
    if (implied !== undefined) nouns.add(implied);
    const noun = singularOf(token);
    if (EMPTY.has(noun)) continue;
    if (verb === undefined && !VAGUE.has(noun)) nouns.add(SYNONYMS.get(noun) ?? noun);
    roots.add(DEEDS.get(noun) ?? verb ?? noun);
  }
  return { verbs: [...exact, ...inflected], nouns, roots, tokens, number: name.match(/\d+/g)?.join(".") ?? "" };
}

const NO_WORDS: NameWords = { verbs: [], nouns: new Set(), roots: new Set(), tokens: [], number: "" };

/** The words of a name, lower-case and in English: camelCase, kebab-case, snake_case, spaces and punctuation all part them. */
export function tokensOf(name: string): readonly string[] {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(/[^\p{L}]+/u)
    .filter((token) => token !== "")
    .map((token) => inEnglish(token.toLowerCase()));
}

function joinPhrases(tokens: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const token of tokens) {
    if (token === "back" && ["roll", "rolled", "rolling"].includes(joined.at(-1) ?? "")) joined.splice(-1, 1, "rollback");
    else if (token === "up" && joined.at(-1) === "clean") joined.splice(-1, 1, "cleanup");
    else joined.push(token);
  }
  return joined;
}

function verbOf(token: string): string | undefined {
  const named = NOUN_FORMS.get(token) ?? token;
  if (KNOWN_VERBS.has(named)) return named;
  return stems(named).find((stem) => KNOWN_VERBS.has(stem));
}

/** The token and what it may be a form of: reserved → reserve, cancelling → cancel, tries → try. */
function stems(token: string): readonly string[] {
  const [, stem = "", suffix] = /^(\p{L}{3,}?)(ed|ing|es|s)$/u.exec(token) ?? [];
  if (suffix === undefined) return [token];
  const undoubled = stem.at(-1) === stem.at(-2) ? [stem.slice(0, -1)] : [];
  return [token, stem, `${stem}e`, ...undoubled, ...(stem.endsWith("i") ? [`${stem.slice(0, -1)}y`] : [])];
}

function singularOf(token: string): string {
  return /(?:[^su]s|ies)$/.test(token) && token.length > 3 ? token.replace(/ies$/, "y").replace(/s$/, "") : token;
}
