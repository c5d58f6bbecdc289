/** End what another step began. */
const COMPLETING = "confirm approve complete finalize accept";

/** Forward verbs and the verbs that undo them beside those with "un" before them; one family a line. A verb may stand in several. */
const FAMILIES: readonly Family[] = [
  [
    "reserve book hold rent allocate lock block claim acquire assign appoint hire pick secure preauthorize",
    "release cancel free deallocate vacate dismiss return reclaim",
  ],
  [
    "charge pay debit bill collect capture authorize take withdraw deduct purchase buy spend process settle invoice prepay",
    "refund return credit void reimburse repay chargeback clawback recover waive",
  ],
  [
    "create place add insert put save store register open issue submit start make post upload write provision launch enroll subscribe generate init initiate request import copy clone seed",
    "delete remove cancel drop terminate stop discard destroy purge erase deregister deprovision withdraw close clean cleanup clear teardown archive retract reap sweep wipe kill dispose dismantle",
  ],
  ["ship dispatch schedule deliver send arrange assign", "recall cancel return stop"],
  ["update set change modify adjust edit move", "reset restore"],
  ["deduct decrement decrease reduce subtract consume use redeem", "restock restore replenish increment increase add return"],
  ["increment increase add accrue award earn", "decrement decrease deduct subtract reduce"],
  ["debit withdraw", "credit deposit"],
  ["credit deposit", "debit withdraw"],
  ["transfer move disburse remit wire", "return recall"],
  ["generate issue", "invalidate void"],
  ["start begin", "end"],
  ["enable activate", "disable deactivate"],
  ["attach connect link", "detach disconnect"],
  ["grant authorize issue", "revoke"],
  ["publish deploy apply install mount", "remove delete destroy retract"],
  [COMPLETING, "cancel revoke"],
  ["delete remove cancel disable archive", "restore recreate reinstate reactivate"],
  ["suspend pause freeze quarantine stop", "resume"],
  [
    "disable deactivate detach disconnect stop shutdown halt deregister",
    "enable activate reactivate attach reattach connect reconnect start restart boot register",
  ],
  ["promote upgrade", "demote downgrade"],
  ["mint", "burn"],
  ["admit", "discharge"],
  ["post lend place", "return"],
  ["encrypt", "decrypt"],
  ["buy purchase", "sell"],
  ["place put impose", "lift"],
  // Undone by little but themselves with "un" before them.
  ["drain cordon evict match pack share pair pin bind seal wrap mask merge unlock", "relock uninvite"],
  // What they undo is named for no verb: an index, a tag, a queue, a list.
  ["", "deindex untag dequeue delist"],
].map(([forward = "", undo = ""]): Family => {
  const verbs = listed(forward);
  return [verbs, [...listed(undo), ...verbs.map((verb) => `un${verb}`)]];
});

function listed(text: string): readonly string[] {
  return text === "" ? [] : text.split(" ");
}

type Family = readonly [forward: readonly string[], undo: readonly string[]];

const words = (text: string): ReadonlySet<string> => new Set(listed(text));

/** Say of themselves that they undo what has been done, and nothing else. */
export const COMPENSATING_VERBS: ReadonlySet<string> = words("compensate rollback revert reverse undo unwind backout");
/** Undo any forward verb. */
export const GENERIC_UNDO: ReadonlySet<string> = new Set([...COMPENSATING_VERBS, "cancel", "abort"]);
/** Do away with what is there; what is gone is not brought back so. */
export const REMOVING_VERBS: ReadonlySet<string> = words("delete remove drop destroy discard purge erase clean cleanup terminate");
/** Do away with whatever there is, where they name nothing. */
export const CLEARING_VERBS: ReadonlySet<string> = new Set([
  ...REMOVING_VERBS,
  ...words("clear teardown deprovision dismantle reap sweep wipe"),
]);
/** Make what stays until somebody does away with it, and costs as long as it is there. */
export const PROVIDING_VERBS: ReadonlySet<string> = words("create provision launch");
/** Give money back. */
export const REFUNDING_VERBS: ReadonlySet<string> = words("refund reimburse repay chargeback clawback");
/** Undo by a counter-entry, which does harm where there was no effect. */
export const REVERSING_VERBS: ReadonlySet<string> = words(
  "refund credit restock reimburse repay chargeback return debit deposit add increment increase decrement decrease deduct subtract reduce replenish",
);
/** Say that something is over without undoing it by themselves: evidence only together with the chain. */
export const STATUS_VERBS: ReadonlySet<string> = words("update set mark fail reject flag expire deny decline put change");
/** End what another step began, and are undone together with it. */
export const COMPLETING_VERBS: ReadonlySet<string> = words(COMPLETING);
/** Look, and what follows them is what they look at: VerifyArchive archives nothing. */
export const LOOKING_VERBS: ReadonlySet<string> = words(
  "validate check verify diff preview lint get fetch lookup calculate quote retrieve find search query read list describe inspect login logon authenticate grab compute estimate determine evaluate assess compare detect discover observe monitor poll wait await probe scan score rank predict classify analyze analyse",
);
/** Change nothing: those that look, and those that only compute. */
export const READ_VERBS: ReadonlySet<string> = new Set([
  ...LOOKING_VERBS,
  ...words(
    "test parse format transform convert normalize resize enrich extract map synthesize translate transcribe summarize infer aggregate derive",
  ),
]);
/** Tell somebody, and do no more. */
export const NOTIFY_VERBS: ReadonlySet<string> = words("notify send email alert inform announce");
/** What is done with events. */
export const ANNOUNCING_VERBS: ReadonlySet<string> = words("publish emit raise broadcast fire");
/** Ask a person (or another system) for a word. */
export const ASK_VERBS: ReadonlySet<string> = words(
  "approve approval confirm decide decision review ask consent wait await human manual moderate verify signoff",
);

/** Undo something only where the forward verb is of their own family; elsewhere they are ordinary verbs. */
const CONTEXTUAL = words(
  "credit add stop close start end return withdraw debit deposit increment increase decrement decrease deduct subtract reduce reset clean archive resume enable activate attach connect reconnect restart register downgrade burn decrypt sell lift recover",
);

/** Undo something whatever the forward verb: release, refund, delete… */
export const UNDO_VERBS: ReadonlySet<string> = new Set([
  ...GENERIC_UNDO,
  ...FAMILIES.flatMap(([, undo]) => undo).filter((verb) => !CONTEXTUAL.has(verb)),
]);

/** Do something that nothing is known to undo. */
const OTHER_VERBS = words("fulfill setup configure");

/** Have an effect; also where a noun mostly stands: PreOrderBook. */
export const EFFECT_VERBS: ReadonlySet<string> = new Set([
  ...FAMILIES.flatMap(([forward]) => forward).filter((verb) => !NOTIFY_VERBS.has(verb) && verb !== "request"),
  ...OTHER_VERBS,
  "sell",
  "order",
]);

/** Every verb that the tables know. */
export const KNOWN_VERBS: ReadonlySet<string> = new Set([
  ...FAMILIES.flat(2),
  ...GENERIC_UNDO,
  ...STATUS_VERBS,
  ...READ_VERBS,
  ...NOTIFY_VERBS,
  ...OTHER_VERBS,
]);

/** By verb, the families that it stands in, as bits. */
type FamiliesOf = ReadonlyMap<string, number>;

function familiesBy(side: 0 | 1): FamiliesOf {
  const families = new Map<string, number>();
  for (const [at, family] of FAMILIES.entries()) {
    for (const verb of family[side]) families.set(verb, (families.get(verb) ?? 0) | (1 << at));
  }
  return families;
}

const DOES = familiesBy(0);
const UNDOES = familiesBy(1);

/** Whether some verb of the second list undoes one of the first, as refund undoes charge. */
export function undoes(forward: readonly string[], undo: readonly string[]): boolean {
  return (familiesOf(forward, DOES) & familiesOf(undo, UNDOES)) !== 0;
}

function familiesOf(verbs: readonly string[], known: FamiliesOf): number {
  let families = 0;
  for (const verb of verbs) families |= known.get(verb) ?? 0;
  return families;
}

/** Whether one of the words is among those known. */
export function someOf(words: readonly string[], known: ReadonlySet<string>): boolean {
  for (const word of words) if (known.has(word)) return true;
  return false;
}
