import { isDomain } from "./name-match.ts";
import { soundsLikeUndo } from "./name-says.ts";
import type { WordedState } from "./state-words.ts";
import { COMPENSATING_VERBS, COMPLETING_VERBS, UNDO_VERBS } from "./verbs.ts";

/** Whether it ends what another step began, and is undone together with that. */
export function completes({ words }: WordedState): boolean {
  return COMPLETING_VERBS.has(words.name.verbs[0] ?? "");
}

/** Whether its name or its Comment says that it undoes something. */
export function saysUndo({ words }: WordedState): boolean {
  return soundsLikeUndo(words.name) || UNDO_WORD.test(words.comment);
}

/** Whether its name says that it undoes what has been done, and can mean nothing else: RollbackTransfer, but not CancelOrder. */
export function onlyUndoes({ words: { name } }: WordedState): boolean {
  return soundsLikeUndo(name) && COMPENSATING_VERBS.has(name.verbs[0] ?? "");
}

const UNDO_WORD = /\b(compensat\w+|undo(es)?|roll(s|ing)? ?back|revert(s|ing)?|revers(e|es|ing))\b/i;

/** Whether it gives back money, stock or a shipment: RefundCard, ReleaseStock. */
export function givesBack({ words: { name } }: WordedState): boolean {
  return UNDO_VERBS.has(name.verbs[0] ?? "") && name.nouns.some(isDomain);
}

/** Whether it says that it undoes, and not what. */
export function isGeneral({ words: { name } }: WordedState): boolean {
  if (!soundsLikeUndo(name) || !name.nouns.every((noun) => DOING.has(noun))) return false;
  return name.roots.every((root) => UNDO_VERBS.has(root) || DOING.has(root));
}

/** Whether it says that it compensates all that the saga works on: CompensateOrder. */
export function isAboutTheWhole({ words: { name } }: WordedState): boolean {
  return COMPENSATING_VERBS.has(name.verbs[0] ?? "") && name.nouns.length > 0 && name.nouns.every((noun) => WHOLES.has(noun));
}

const WHOLES = new Set(["order", "transaction", "trip", "purchase", "checkout"]);

/** Say of what stands beside them that it is done, or that all is meant, and no more: ExecuteRollback, RollbackDeployment. */
const DOING = new Set(
  (
    "execute perform trigger start initiate begin do apply handle " +
    "emergency automatic full saga workflow process operation deployment deploy rollout upgrade change stage resource"
  ).split(" "),
);
