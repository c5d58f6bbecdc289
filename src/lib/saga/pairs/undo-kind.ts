import type { Undo } from "../model.ts";
import type { StateWords } from "../words/state-words.ts";
import type { NameWords } from "../words/name-words.ts";
import { CONJUNCTIONS } from "../words/name-words.ts";
import { readWord } from "../words/read-word.ts";
import { COMPENSATING_VERBS, REVERSING_VERBS, someOf, UNDO_VERBS } from "../words/verbs.ts";

/** How a state undoes, by its verb: a refund or a return to stock is a counter-entry, a cancellation does no harm without an effect. */
export function undoKind({ name }: StateWords): Undo {
  const verbs = deedsOf(name);
  if (someOf(verbs, REVERSING_VERBS)) return "reverses";
  // "Revert payment" gives money back; "cancel payment" only stops it.
  const counted = name.nouns.includes("payment") || name.nouns.includes("inventory");
  return counted && someOf(verbs, COMPENSATING_VERBS) ? "reverses" : "cancels";
}

/** What is done, where an undoing comes first: "CancelCredit" only cancels, "CancelOrderAndRefund" does both. */
function deedsOf({ verbs, tokens }: NameWords): readonly string[] {
  const [first = ""] = verbs;
  if (!UNDO_VERBS.has(first)) return verbs;
  const joined = tokens.filter((_, at) => CONJUNCTIONS.has(tokens[at - 1] ?? ""));
  return [first, ...joined.flatMap((token) => readWord(token).verb ?? [])];
}
