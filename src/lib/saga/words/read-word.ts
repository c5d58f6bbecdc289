import { inEnglish } from "./foreign-words.ts";
import { KNOWN_VERBS } from "./verbs.ts";

/** Nouns that are taken for one: ChargeCard and PayInvoice are both about a payment. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  [
    ["payment", "charge card money fund fee bill invoice billing wallet balance debit credit"],
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
    invoice: "payment",
    spend: "payment",
    refund: "payment",
    reimburse: "payment",
    chargeback: "payment",
    clawback: "payment",
    restock: "inventory",
    ship: "shipping",
    deliver: "shipping",
    reserve: "reservation",
    book: "reservation",
  }),
);

/** Verbs by forms of them that no suffix tells: CompensationOfOrder compensates, OrderPaid says that somebody pays. */
const VERB_FORMS: ReadonlyMap<string, string> = new Map(
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
    disbursement: "disburse",
    validation: "validate",
    verification: "verify",
    inspection: "inspect",
    evaluation: "evaluate",
    calculation: "calculate",
    estimation: "estimate",
    computation: "compute",
    detection: "detect",
    comparison: "compare",
    assessment: "assess",
    retrieval: "retrieve",
    observation: "observe",
    discovery: "discover",
    authorization: "authorize",
    auth: "authorize",
    authorisation: "authorize",
    authorise: "authorize",
    finalise: "finalize",
    fulfil: "fulfill",
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
/** The verb in the name of a thing that it makes, which does not say that it is done: a Reservation shares its root with ReserveRoom. */
const DEEDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    reservation: "reserve",
    booking: "book",
    disbursement: "disburse",
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
    fulfillment: "fulfill",
    fulfilment: "fulfill",
  }),
);

/** What one word of a name says: `charged` is the verb charge, and about a payment. */
export interface Word {
  /** Lower-case and in English. */
  readonly token: string;
  readonly verb: string | undefined;
  /** What it is about: itself, or what the verb is about. */
  readonly noun: string | undefined;
  /** Its base form, synonyms told apart: `reserve` of `reservation`; undefined where it says nothing, as `state`. */
  readonly root: string | undefined;
}

/** The words that were looked up: names are made of few, and machines share most of theirs. */
const known = new Map<string, Word>();
const MOST_KNOWN = 4096;
const LONGEST_KNOWN = 32;

/** Looks up a word of a name, as it is written: `Refunded`. */
export function readWord(word: string): Word {
  const before = known.get(word);
  if (before !== undefined) return before;
  const read = lookUp(inEnglish(word.toLowerCase()));
  if (known.size >= MOST_KNOWN) known.clear();
  if (word.length <= LONGEST_KNOWN) known.set(word, read);
  return read;
}

function lookUp(token: string): Word {
  const verb = THINGS.has(token) ? undefined : verbOf(token);
  const implied = verb === undefined ? undefined : IMPLIED_NOUNS.get(verb);
  const singular = singularOf(token);
  if (EMPTY.has(singular)) return { token, verb, noun: implied, root: undefined };
  const own = verb === undefined && !VAGUE.has(singular) ? (SYNONYMS.get(singular) ?? singular) : undefined;
  return { token, verb, noun: implied ?? own, root: DEEDS.get(singular) ?? verb ?? singular };
}

/** What is there, though it looks like the form of a verb: SetupMonitoring does not monitor. */
const THINGS = new Set(["booking", "monitoring"]);

function verbOf(token: string): string | undefined {
  const named = VERB_FORMS.get(token) ?? token;
  return KNOWN_VERBS.has(named) ? named : stems(named).find((stem) => KNOWN_VERBS.has(stem));
}

const SUFFIXES = ["ing", "ed", "es", "s"];

/** What the token may be a form of: reserved → reserve, cancelling → cancel, tries → try. */
function stems(token: string): readonly string[] {
  const suffix = SUFFIXES.find((ending) => token.endsWith(ending) && token.length >= ending.length + 3);
  if (suffix === undefined) return [];
  const stem = token.slice(0, -suffix.length);
  const undoubled = stem.at(-1) === stem.at(-2) ? [stem.slice(0, -1)] : [];
  return [stem, `${stem}e`, ...undoubled, ...(stem.endsWith("i") ? [`${stem.slice(0, -1)}y`] : [])];
}

function singularOf(token: string): string {
  if (token.length <= 3 || !token.endsWith("s") || token.endsWith("ss") || token.endsWith("us")) return token;
  if (token.endsWith("ies")) return `${token.slice(0, -3)}y`;
  return token.slice(0, ADDS_ES.test(token) ? -2 : -1);
}

/** branches, addresses, boxes; but caches. */
const ADDS_ES = /(?:(?<!ca)ch|sh|ss|x|zz)es$/;
