import type { Catcher, State, Text } from "../../asl/ast.ts";

/** Where the state leads by itself when nothing fails: its Next, or the ways of a Choice. */
export function targetsOf(state: State): readonly Text[] {
  if (state.type === "Choice") {
    const targets = state.choices.map(({ next }) => next);
    return state.default === undefined ? targets : [...targets, state.default];
  }
  if (state.type === "Succeed" || state.type === "Fail" || state.next === undefined) return NO_TARGETS;
  return [state.next];
}

const NO_TARGETS: readonly Text[] = [];

/** The state's own catchers. */
export function catchersOf(state: State): readonly Catcher[] {
  return state.type === "Task" || state.type === "Parallel" || state.type === "Map" ? state.catch : NO_CATCHERS;
}

/** Where its catchers lead, other than where success goes: a failure that goes there is answered by going on. */
export function answersOf(state: State): readonly string[] {
  const targets = new Set(catchersOf(state).map(({ next }) => next.value));
  if ("next" in state && state.next !== undefined) targets.delete(state.next.value);
  return [...targets];
}

const NO_CATCHERS: readonly Catcher[] = [];
