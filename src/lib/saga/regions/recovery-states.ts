import type { Bits } from "../../base/bits.ts";
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
  const machine: Machine = { graph, states, namedBy: stepsNamedAmong(steps) };
  const afterEffect = ranAfter(
    graph,
    steps.map(({ index }) => index),
  );
  const reached = lazily(() => ranAfter(graph, [indexOf(graph, graph.machine.startAt.value)]));
  return candidates.filter((seen) => {
    const { index, declared } = seen;
    if (hasBit(afterEffect, index)) return isMeant(machine, seen);
    // What no path leads to can only be known by its name.
    return !hasBit(reached(), index) && (declared.role !== undefined || machine.namedBy(seen).length > 0) && isMeant(machine, seen);
  });
}

/** A machine, and which of its steps a state names as what it undoes. */
interface Machine {
  readonly graph: MachineGraph;
  readonly states: readonly LoneState[];
  readonly namedBy: (seen: LoneState) => readonly LoneState[];
}

function stepsNamedAmong(steps: readonly LoneState[]): Machine["namedBy"] {
  const known = lazily(() => nounIndex(steps));
  return (seen) =>
    known()
      .about(seen.words)
      .filter((step) => isNamePair(matchStates(step, seen)));
}

/** The states (by index) that run after any of these, on whichever way. */
function ranAfter(graph: MachineGraph, indexes: readonly number[]): Bits {
  const after = noBits(graph.names.length);
  runsAfter(graph, indexes, after);
  return after;
}

/** Whether it is there to undo something: by its role, by the effect that it may have, or by its name. */
function isMeant(machine: Machine, seen: LoneState): boolean {
  const { place, nature, declared } = seen;
  if (declared.role !== undefined || nature.role === "forward") return true;
  if (place.type === "Pass" && standsForRollback(seen)) return !leadsToUndoing(machine, seen);
  return machine.namedBy(seen).length > 0 && !(place.type === "Pass" && prepares(machine, seen));
}

/** Whether a Task behind a Pass undoes, so that the Pass only says so. */
function leadsToUndoing({ graph, states }: Machine, { index }: LoneState): boolean {
  return runsAfter(graph, [index], noBits(states.length)).some((after) => {
    const other = states[after];
    return other?.place.type === "Task" && saysUndo(other);
  });
}

/** Whether a Pass puts something down for the Task next to it, which does the work: it is not in that one's place. */
function prepares({ graph, states, namedBy }: Machine, seen: LoneState): boolean {
  return (graph.next[seen.index] ?? []).some((index) => {
    const after = states[index];
    if (after?.place.type !== "Task") return false;
    const undone = namedBy(after);
    return undone.length === 0 ? undoesAlike(seen, after) : namedBy(seen).every((step) => undone.includes(step));
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
