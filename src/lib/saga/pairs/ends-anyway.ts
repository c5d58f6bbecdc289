import { hasBit } from "../../base/bits.ts";
import { asksTheSame } from "../words/asks-the-same.ts";
import { soundsLikeUndo } from "../words/name-says.ts";
import type { LoneState } from "../words/see-state.ts";
import { saysUndo } from "../words/state-says.ts";
import type { ForwardStep, Pairing } from "./pairing.ts";

/**
 * Whether what the candidate asks is asked behind the step where nothing fails, too, as what stands in a `finally`: TerminateCluster, and
 * TerminateOnError. Its place then speaks for no undoing of the step, whose effect is meant to stay; only a name does.
 */
export function endsAnyway({ steps }: Pairing, step: ForwardStep, candidate: LoneState): boolean {
  return steps.some(
    (other) => other !== step && hasBit(step.later, other.index) && asksToUndo(other) && asksTheSame(other.place, candidate.place),
  );
}

/** Whether it says that it undoes, and its call tells what: by its arguments, or by the function's name. */
function asksToUndo(step: ForwardStep): boolean {
  const { place, words } = step;
  return saysUndo(step) && place.type === "Task" && (place.arguments !== undefined || soundsLikeUndo(words.call));
}
