import { lazily } from "../../base/lazily.ts";
import { matchStates } from "../words/match-states.ts";
import { isNamePair } from "../words/name-match.ts";
import { nounIndex } from "../words/noun-index.ts";
import { readWord } from "../words/read-word.ts";
import type { LoneState } from "../words/see-state.ts";
import { saysUndo } from "../words/state-says.ts";
import type { StateWords, WordedState } from "../words/state-words.ts";
import { ANNOUNCING_VERBS, COMPENSATING_VERBS, EFFECT_VERBS, GENERIC_UNDO, someOf, undoes } from "../words/verbs.ts";

/** Whether the state may be a step although it does not look like one: it sends a message, or says that it only looks, or tells. */
export function mayHideStep({ nature: { role, confidence }, words, declared }: LoneState): boolean {
  if (declared.role !== undefined) return false;
  return role === "notification" ? !ANNOUNCING_VERBS.has(words.name.tokens[0] ?? "") : role === "read" && confidence === "guess";
}

/** Whether it may send the command to do something rather than the news of it. */
export function mayCommand({ nature, words }: LoneState): boolean {
  const [first = ""] = words.name.tokens;
  return nature.role === "notification" && EFFECT_VERBS.has(readWord(first).verb ?? "") && !first.endsWith("ed");
}

/**
 * Those of the states that are steps because something undoes them: "ReserveStock" as a message, where "ReleaseStock" runs after a failure;
 * "ValidatePayment", where "RollbackValidation" does; or where "RefundPayment" does, or "CompensateCarrier" beside "NotifyCarrier", and no
 * other step is about the same. `steps` are known to be some.
 */
export function hiddenSteps(
  hiding: readonly LoneState[],
  steps: readonly LoneState[],
  recovery: readonly WordedState[],
): readonly LoneState[] {
  if (hiding.length === 0 || recovery.length === 0) return [];
  const undoing = nounIndex(recovery.filter(saysUndo));
  const known = lazily(() => nounIndex(steps));
  const isFree = (undo: WordedState): boolean =>
    !known()
      .about(undo.words)
      .some((step) => isNamePair(matchStates(step, undo)));
  return hiding.filter((seen) => {
    const about = undoing.about(seen.words);
    if (mayCommand(seen)) return about.some((undo) => isNamePair(matchStates(seen, undo)));
    const looks = seen.nature.role === "read";
    const ends = looks ? endsHold : compensates;
    return about.some(
      (undo) =>
        (looks && undoesLooking(seen.words, undo.words)) || (ends(undo.words) && matchStates(seen, undo).nouns === 1 && isFree(undo)),
    );
  });
}

/** Whether the undoing names the very deed: RollbackValidation. */
function undoesLooking({ name }: StateWords, { name: undo }: StateWords): boolean {
  const [verb] = name.verbs;
  return verb !== undefined && undo.roots.includes(verb);
}

/** Whether the undoing ends what only a reservation or a charge begins. */
function endsHold({ name, call }: StateWords): boolean {
  const verbs = [...name.verbs, ...call.verbs].filter((verb) => !GENERIC_UNDO.has(verb));
  return undoes(HOLDING, verbs);
}

function compensates({ name }: StateWords): boolean {
  return someOf(name.verbs, COMPENSATING_VERBS);
}

const HOLDING = ["reserve", "charge"];
