import type { Undo } from "./model.ts";
import type { StateWords } from "./task-words.ts";
import { GENERIC_UNDO, REVERSING_VERBS, someOf } from "./verbs.ts";

/** How a state undoes, by its verb: a refund or a return to stock is a counter-entry, a cancellation does no harm without an effect. */
export function undoKind({ name, call }: StateWords): Undo {
  const { verbs, nouns } = name.verbs.length > 0 ? name : call;
  if (someOf(verbs, REVERSING_VERBS)) return "reverses";
  // "Revert payment" gives money back; "cancel payment" only stops it.
  const counted = nouns.includes("payment") || nouns.includes("inventory");
  return counted && verbs.some((verb) => verb !== "cancel" && verb !== "abort" && GENERIC_UNDO.has(verb)) ? "reverses" : "cancels";
}
