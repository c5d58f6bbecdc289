import { hasBit } from "../base/bits.ts";
import type { ForwardCandidate } from "./candidate.ts";
import { matchNames } from "./name-match.ts";
import { UNDO_VERBS } from "./verbs.ts";

/** Whether the step itself undoes one of the steps that comes before it, as RemoveBlock does after AddBlock: it leaves nothing behind. */
export function takesBack({ index, words: { name } }: ForwardCandidate, steps: readonly ForwardCandidate[]): boolean {
  if (!UNDO_VERBS.has(name.tokens[0] ?? "")) return false;
  return steps.some((earlier) => {
    if (earlier.index === index || !hasBit(earlier.later, index)) return false;
    const { nouns, roots, verb } = matchNames(earlier.words.name, name);
    return verb === 1 && (nouns === 1 || roots === 1);
  });
}
