import { lazily } from "../base/lazily.ts";
import { matchStates, saysUndo } from "./match-states.ts";
import { isNamePair, saysFailure } from "./name-match.ts";
import { nounIndex } from "./noun-index.ts";
import { isGeneral } from "./pair-general.ts";
import type { LoneState } from "./see-state.ts";
import { UNDO_VERBS } from "./verbs.ts";

/** What each state may do, as far as it tells by itself. */
export interface Workings {
  /** The steps that the state may undo. */
  readonly mayUndo: (compensation: string) => readonly string[];
  /** Whether it works towards success. */
  readonly works: (state: string) => boolean;
  /** Whether its name says that something has failed. */
  readonly saysFailure: (state: string) => boolean;
}

/** Reads what the states may do out of their names, their services and what is declared. */
export function workingsOf(states: ReadonlyMap<string, LoneState>): Workings {
  const tells = (test: (seen: LoneState) => boolean) => (name: string) => {
    const seen = states.get(name);
    return seen !== undefined && test(seen);
  };
  const mayUndo = lazily(() => mayUndoBy(states));
  const hasFailed = ({ words }: LoneState): boolean => saysFailure(words.name);
  return {
    mayUndo: (compensation) => mayUndo()(compensation),
    works: tells((seen) => seen.place.type === "Task" && seen.nature.role === "forward" && !saysUndo(seen) && !hasFailed(seen)),
    saysFailure: tells(hasFailed),
  };
}

/** Whether it may have an effect: by its nature, or where it sends the command to undo something rather than the news of it. */
export function mayWork({ nature, words }: LoneState): boolean {
  return nature.role === "forward" || (nature.role === "notification" && UNDO_VERBS.has(words.name.tokens[0] ?? ""));
}

function mayUndoBy(states: ReadonlyMap<string, LoneState>): Workings["mayUndo"] {
  const working = [...states.values()].filter(({ nature }) => nature.role === "forward");
  const known = nounIndex(working);
  const declared = new Map<string, string[]>();
  for (const {
    state,
    declared: { compensations = [] },
  } of states.values()) {
    for (const name of compensations) declared.set(name, [...(declared.get(name) ?? []), state]);
  }
  const undoneBy = (undo: LoneState): readonly LoneState[] =>
    isGeneral(undo) ? working : known.about(undo.words).filter((step) => isNamePair(matchStates(step, undo)));
  const found = new Map<string, readonly string[]>();
  return (compensation) => {
    const before = found.get(compensation);
    if (before !== undefined) return before;
    const undo = states.get(compensation);
    const undone = undo !== undefined && mayWork(undo) ? undoneBy(undo) : [];
    const all = [...(declared.get(compensation) ?? []), ...undone.map(({ state }) => state)];
    found.set(compensation, all);
    return all;
  };
}
