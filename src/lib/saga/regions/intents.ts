import { lazily } from "../../base/lazily.ts";
import { postorder } from "../graph/closure.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { matchStates } from "../words/match-states.ts";
import { isNamePair } from "../words/name-match.ts";
import { isFailureWord, saysFailure } from "../words/name-says.ts";
import { nounIndex } from "../words/noun-index.ts";
import type { LoneState } from "../words/see-state.ts";
import { isGeneral, saysUndo } from "../words/state-says.ts";
import { COMPENSATING_VERBS, someOf, UNDO_VERBS } from "../words/verbs.ts";
import { answersOf } from "../graph/ways-out.ts";

/** What each state is for, as far as it tells by itself; all by index. */
export interface Intents {
  /** The steps that the state may undo. */
  readonly mayUndo: (compensation: number) => readonly number[];
  /** Whether failures of steps lead straight to it, and it says that it undoes: who goes there gives up, whatever is done by then. */
  readonly beginsRollback: (state: number) => boolean;
  /** Whether it works towards success. */
  readonly goesForward: (state: number) => boolean;
  /** Whether its name says that something has failed, or is rolled back, whatever that may be. */
  readonly saysFailure: (state: number) => boolean;
}

/** Reads what the states, by index, are for out of their names, their services and what is declared. */
export function intentsOf(states: readonly LoneState[]): Intents {
  const tells = (test: (seen: LoneState) => boolean) => (index: number) => {
    const seen = states[index];
    return seen !== undefined && test(seen);
  };
  const mayUndo = lazily(() => mayUndoBy(states));
  const caught = lazily(() => new Set(states.filter(hasEffect).flatMap(({ place }) => answersOf(place))));
  const hasFailed = ({ words }: LoneState): boolean => saysFailure(words.name);
  return {
    mayUndo: (compensation) => mayUndo()(compensation),
    beginsRollback: tells((seen) => mayAct(seen) && saysUndo(seen) && caught().has(seen.state)),
    goesForward: tells((seen) => hasEffect(seen) && !saysUndo(seen) && !hasFailed(seen)),
    saysFailure: tells((seen) => hasFailed(seen) || someOf(seen.words.name.verbs, COMPENSATING_VERBS)),
  };
}

/** The intents where only what catchers lead to, before any more work towards success, may undo anything; null where none of it does. */
export function intentsAmongCaught({ places, states, next }: MachineGraph, intents: Intents): Intents | null {
  const { mayUndo, goesForward } = intents;
  const ahead = (indexes: readonly number[]): readonly number[] => indexes.filter((index) => !goesForward(index));
  const targets = places.flatMap(({ state }) => answersOf(state).flatMap((name) => states.get(name)?.index ?? []));
  const reached = postorder(places.length, ahead(targets), (index) => ahead(next[index] ?? []));
  const undoing = new Set(reached.filter((index) => mayUndo(index).length > 0));
  if (undoing.size === 0) return null;
  return { ...intents, saysFailure: () => false, mayUndo: (index) => (undoing.has(index) ? mayUndo(index) : []) };
}

/** Whether it may act on something: by its nature, or where it sends the command to undo rather than the news that this has failed. */
export function mayAct(seen: LoneState): boolean {
  const { tokens } = seen.words.name;
  const commands = UNDO_VERBS.has(tokens[0] ?? "") && !isFailureWord(tokens.at(-1) ?? "");
  return hasEffect(seen) || (seen.nature.role === "notification" && commands);
}

function hasEffect({ nature }: LoneState): boolean {
  return nature.role === "forward";
}

function mayUndoBy(states: readonly LoneState[]): Intents["mayUndo"] {
  const steps = states.filter(hasEffect);
  const known = nounIndex(steps);
  const undoneBy = (undo: LoneState): readonly LoneState[] =>
    isGeneral(undo) ? steps : known.about(undo.words).filter((step) => isNamePair(matchStates(step, undo)));
  const declaring = states.filter(({ declared }) => declared.compensations !== undefined);
  const found = new Map<number, readonly number[]>();
  return (compensation) => {
    const before = found.get(compensation);
    if (before !== undefined) return before;
    const undo = states[compensation];
    if (undo === undefined) return [];
    const declared = declaring.filter(({ declared: { compensations = [] } }) => compensations.includes(undo.state));
    const all = [...declared, ...(mayAct(undo) ? undoneBy(undo) : [])].map(({ index }) => index);
    found.set(compensation, all);
    return all;
  };
}
