import { lazily } from "../base/lazily.ts";
import { matchStates, saysUndo } from "./match-states.ts";
import { isFailureWord, isNamePair, saysFailure } from "./name-match.ts";
import { nounIndex } from "./noun-index.ts";
import { isGeneral } from "./pair-general.ts";
import type { LoneState } from "./see-state.ts";
import { COMPENSATING_VERBS, someOf, UNDO_VERBS } from "./verbs.ts";
import { answersOf } from "./ways-out.ts";

/** What each state may do, as far as it tells by itself; all by index. */
export interface Workings {
  /** The steps that the state may undo. */
  readonly mayUndo: (compensation: number) => readonly number[];
  /** Whether failures of work lead straight to it, and it says that it undoes: who goes there gives up, whatever is done by then. */
  readonly rollsBack: (state: number) => boolean;
  /** Whether it works towards success. */
  readonly works: (state: number) => boolean;
  /** Whether its name says that something has failed, or is rolled back, whatever that may be. */
  readonly saysFailure: (state: number) => boolean;
}

/** Reads what the states, by index, may do out of their names, their services and what is declared. */
export function workingsOf(states: readonly LoneState[]): Workings {
  const tells = (test: (seen: LoneState) => boolean) => (index: number) => {
    const seen = states[index];
    return seen !== undefined && test(seen);
  };
  const mayUndo = lazily(() => mayUndoBy(states));
  const caught = lazily(() => new Set(states.filter(isWorking).flatMap(({ place }) => answersOf(place))));
  const hasFailed = ({ words }: LoneState): boolean => saysFailure(words.name);
  return {
    mayUndo: (compensation) => mayUndo()(compensation),
    rollsBack: tells((seen) => mayWork(seen) && saysUndo(seen) && caught().has(seen.state)),
    works: tells((seen) => seen.place.type === "Task" && seen.nature.role === "forward" && !saysUndo(seen) && !hasFailed(seen)),
    saysFailure: tells((seen) => hasFailed(seen) || someOf(seen.words.name.verbs, COMPENSATING_VERBS)),
  };
}

/** Whether it may have an effect: by its nature, or where it sends the command to undo something rather than the news that this has failed. */
export function mayWork({ nature, words }: LoneState): boolean {
  const { tokens } = words.name;
  const commands = UNDO_VERBS.has(tokens[0] ?? "") && !isFailureWord(tokens.at(-1) ?? "");
  return nature.role === "forward" || (nature.role === "notification" && commands);
}

function isWorking({ nature }: LoneState): boolean {
  return nature.role === "forward";
}

function mayUndoBy(states: readonly LoneState[]): Workings["mayUndo"] {
  const working = states.filter(isWorking);
  const known = nounIndex(working);
  const undoneBy = (undo: LoneState): readonly LoneState[] =>
    isGeneral(undo) ? working : known.about(undo.words).filter((step) => isNamePair(matchStates(step, undo)));
  const declaring = states.filter(({ declared }) => declared.compensations !== undefined);
  const found = new Map<number, readonly number[]>();
  return (compensation) => {
    const before = found.get(compensation);
    if (before !== undefined) return before;
    const undo = states[compensation];
    if (undo === undefined) return [];
    const declared = declaring.filter(({ declared: { compensations = [] } }) => compensations.includes(undo.state));
    const all = [...declared, ...(mayWork(undo) ? undoneBy(undo) : [])].map(({ index }) => index);
    found.set(compensation, all);
    return all;
  };
}
