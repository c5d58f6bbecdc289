import type { Undo } from "../model.ts";
import type { StateWords } from "../words/state-words.ts";
import { CONJUNCTIONS } from "../words/name-words.ts";
import { COMPENSATING_VERBS, REVERSING_VERBS, someOf, UNDO_VERBS } from "../words/verbs.ts";

/** How a state undoes, by its verb: a refund or a return to stock is a counter-entry, a cancellation does no harm without an effect. */
export function undoKind({ name: { verbs: all, nouns, tokens } }: StateWords): Undo {
  // "CancelCredit" cancels, but "CancelAndRefund" does both.
  const verbs = UNDO_VERBS.has(all[0] ?? "") && !someOf(tokens, CONJUNCTIONS) ? all.slice(0, 1) : all;
  if (someOf(verbs, REVERSING_VERBS)) return "reverses";
  // "Revert payment" gives money back; "cancel payment" only stops it.
  const counted = nouns.includes("payment") || nouns.includes("inventory");
  return counted && someOf(verbs, COMPENSATING_VERBS) ? "reverses" : "cancels";
}
