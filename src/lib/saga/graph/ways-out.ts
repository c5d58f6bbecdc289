import type { Catcher, State, Text } from "../../asl/ast.ts";
import type { Transition } from "../../asl/graph.ts";
import { transitionsOf } from "../../asl/graph.ts";
import { shadowedEntries } from "../../asl/shadowed-entries.ts";

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

/** The state's own catchers, but for those that no error comes to. */
export function catchersOf(state: State): readonly Catcher[] {
  if (state.type !== "Task" && state.type !== "Parallel" && state.type !== "Map") return NO_CATCHERS;
  const shadowed = shadowedEntries(state.catch);
  return shadowed.size === 0 ? state.catch : state.catch.filter((catcher) => !shadowed.has(catcher));
}

/** Every way out of the state that an execution can take. */
export function waysOut(state: State): readonly Transition[] {
  const ways = transitionsOf(state);
  if (!("catch" in state)) return ways;
  const shadowed = shadowedEntries(state.catch);
  if (shadowed.size === 0) return ways;
  const dead = new Set(state.catch.flatMap((catcher, index) => (shadowed.has(catcher) ? [index] : [])));
  return ways.filter(({ type, index }) => type !== "catch" || !dead.has(index));
}

/** Where its catchers lead, other than where success goes: a failure that goes there is answered by going on. */
export function answersOf(state: State): readonly string[] {
  const targets = new Set(catchersOf(state).map(({ next }) => next.value));
  if ("next" in state && state.next !== undefined) targets.delete(state.next.value);
  return [...targets];
}

const NO_CATCHERS: readonly Catcher[] = [];
