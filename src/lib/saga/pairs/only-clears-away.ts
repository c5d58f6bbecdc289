import { holdsBits, sameBits } from "../../base/bits.ts";
import type { NameWords } from "../words/name-words.ts";
import { isGeneral, saysUndo } from "../words/state-says.ts";
import type { WordedState } from "../words/state-words.ts";
import { PROVIDING_VERBS, REMOVING_VERBS, someOf } from "../words/verbs.ts";
import type { Pair, Pairing } from "./pairing.ts";

/**
 * Whether the pair is of the kind that any machine may have that tidies up where it fails, saga or not: what does away with something that
 * the step's name does not speak of, RemoveWorkDir after RenderVideo; or that was never meant to stay, DeleteTempFiles after ImportFiles.
 * Cleanup after ProvisionServers undoes, and so does what is a link in a chain.
 */
export function onlyClearsAway(pairing: Pairing, { step, compensation, evidence }: Pair): boolean {
  const { name } = compensation.words;
  if (name.verbs.length === 0 || !name.verbs.every((verb) => REMOVING_VERBS.has(verb))) return false;
  if (evidence.includes("name")) return isOfWorkings(name) && !isOfWorkings(step.words.name);
  const isOfAll = isGeneral(compensation) && someOf(step.words.name.verbs, PROVIDING_VERBS);
  return !isOfAll && !isLinked(pairing, compensation);
}

/** Whether it is about what was only made to work with. */
function isOfWorkings({ tokens }: NameWords): boolean {
  return WORKINGS.test(tokens.join(" "));
}

const WORKINGS = /\b(?:te?mp|temporary|scratch|staging|intermediate|work ?(?:dir|directory|folder|file|files|space|table|bucket))\b/;

/** Whether another undoing runs wherever this one does, and where less was done before the failure as well: the recovery grows with the steps. */
function isLinked({ candidates, failuresBefore }: Pairing, compensation: WordedState): boolean {
  const failures = failuresBefore(compensation);
  return candidates.some((other) => {
    if (other.index === compensation.index || !saysUndo(other)) return false;
    const others = failuresBefore(other);
    return holdsBits(others, failures) && !sameBits(others, failures);
  });
}
