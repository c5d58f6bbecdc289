import { hasBit, noBits } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import { mayAct } from "./intents.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf, runsAfter } from "../graph/machine-graph.ts";
import { matchStates } from "../words/match-states.ts";
import { isNamePair } from "../words/name-match.ts";
import { nounIndex } from "../words/noun-index.ts";
import type { LoneState } from "../words/see-state.ts";
import { isGeneral, saysUndo } from "../words/state-says.ts";
import type { WayToSuccess } from "../graph/way-to-success.ts";

/**
 * The states that run only after a failure, may have an effect themselves, and come after one of the steps; `states` are those of the graph,
 * `steps` those of them on the way to success that may have had an effect.
 */
export function recoveryStates(
  graph: MachineGraph,
  states: readonly LoneState[],
  { bits }: WayToSuccess,
  steps: readonly LoneState[],
): readonly LoneState[] {
  const candidates = states.filter((seen) => !hasBit(bits, seen.index) && mayRecover(seen));
  // Most machines that are no sagas have none.
  if (candidates.length === 0) return candidates;
  const known = lazily(() => nounIndex(steps));
  const namedBy = (seen: LoneState): readonly LoneState[] =>
    known()
      .about(seen.words)
      .filter((step) => isNamePair(matchStates(step, seen)));
  // A Pass that puts something down for the state that does the work is not in that one's place.
  const prepares = (seen: LoneState): boolean =>
    (graph.next[seen.index] ?? []).some((index) => {
      const after = states[index];
      if (after?.place.type !== "Task") return false;
      const undone = namedBy(after);
      return undone.length === 0 ? undoesAlike(seen, after) : namedBy(seen).every((step) => undone.includes(step));
    });
  // Where a Task behind it does the work, the Pass only says so.
  const leadsToUndoing = ({ index }: LoneState): boolean =>
    runsAfter(graph, [index], noBits(states.length)).some((after) => {
      const other = states[after];
      return other?.place.type === "Task" && saysUndo(other);
    });
  const isNamed = (seen: LoneState): boolean => namedBy(seen).length > 0;
  const afterEffect = noBits(states.length);
  runsAfter(
    graph,
    steps.map(({ index }) => index),
    afterEffect,
  );
  const reached = lazily(() => {
    const all = noBits(states.length);
    runsAfter(graph, [indexOf(graph, graph.machine.startAt.value)], all);
    return all;
  });
  return candidates.filter((seen) => {
    const { index, place, nature, declared } = seen;
    // What no path leads to can only be known by its name.
    if (!hasBit(afterEffect, index) && (hasBit(reached(), index) || (declared.role === undefined && !isNamed(seen)))) return false;
    if (declared.role !== undefined || nature.role === "forward") return true;
    if (place.type !== "Pass") return isNamed(seen);
    return standsForRollback(seen) ? !leadsToUndoing(seen) : isNamed(seen) && !prepares(seen);
  });
}

/** Whether the other one undoes, by the same word: PrepareRevert and RevertToActive. */
function undoesAlike({ words: { name } }: LoneState, other: LoneState): boolean {
  return saysUndo(other) && other.words.name.verbs.some((verb) => name.verbs.includes(verb));
}

/** Whether nothing but a name stands where everything is to be undone: Rollback; RollbackStatus puts down how it went. */
function standsForRollback(seen: LoneState): boolean {
  return isGeneral(seen) && !NOTES.has(seen.words.name.tokens.at(-1) ?? "");
}

const NOTES = new Set("status result error failure exception action".split(" "));

/** Whether the state could undo something, as far as it tells by itself: a Pass in the place of a compensation does nothing; only its name can say that it was meant to. */
function mayRecover(seen: LoneState): boolean {
  if (seen.declared.role !== undefined) return seen.declared.role === "compensation";
  return seen.place.type === "Pass" || mayAct(seen);
}
