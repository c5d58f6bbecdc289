import type { State } from "../../asl/ast.ts";
import { hasBit } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import { cannotUndo } from "../words/cannot-undo.ts";
import { asksTheSame } from "../words/asks-the-same.ts";
import { namedField } from "../words/literal-field.ts";
import { compareMatches, matchNames } from "../words/name-match.ts";
import { nounIndex } from "../words/noun-index.ts";
import type { LoneState } from "../words/see-state.ts";
import type { WordedState } from "../words/state-words.ts";
import { STATUS_VERBS } from "../words/verbs.ts";
import type { ForwardStep, Pair } from "./pairing.ts";

/** Where something may be taken back, though nothing failed. */
export interface Taking {
  /** Those of the graph. */
  readonly states: readonly LoneState[];
  /** The states on the way to success (by index), in its order. */
  readonly onWay: readonly number[];
  readonly steps: readonly ForwardStep[];
  readonly pairs: readonly Pair[];
  /** The states (by index) that a failure leads to, by itself or behind what runs only then. */
  readonly joined: ReadonlySet<number>;
}

/**
 * By the tasks (by index) that take back what steps have done, though nothing failed, the names of those steps: "ReleaseLock" undoes
 * "AcquireLock" by its name, and runs after failures, too; or it asks just what "ReleaseLockOnFailure" asks, which undoes it.
 */
export function takenBack(taking: Taking): ReadonlyMap<number, readonly string[]> {
  const { states, onWay, pairs } = taking;
  const found = new Map<number, readonly string[]>();
  const known = pairsByCallee(states, pairs);
  const undoneAnyway = finallyUndone(taking);
  for (const index of onWay) {
    const seen = states[index];
    if (seen?.place.type !== "Task") continue;
    const alike = (known.get(callee(seen.place)) ?? []).filter(
      ({ step, compensation }) =>
        step.index !== index &&
        compensation.index !== index &&
        asksTheSame(seen.place, compensation.place) &&
        sayTheSame(seen, compensation),
    );
    const taken = new Set([...alike.map(({ step }) => step.state), ...undoneAnyway(seen)]);
    if (taken.size > 0) found.set(index, [...taken]);
  }
  return found;
}

/** Finds the steps before a state that its name undoes, where that runs whether or not something failed, as what stands in a `finally`. */
function finallyUndone({ steps, joined }: Taking): (seen: LoneState) => readonly string[] {
  const known = lazily(() => nounIndex(steps));
  return ({ index, words }) => {
    if (!joined.has(index)) return [];
    const before = known()
      .about(words)
      .filter((step) => step.index !== index && hasBit(step.later, index) && !cannotUndo(step.words, words));
    const undone = before
      .map((step) => ({ step, match: matchNames(step.words.name, words.name) }))
      .filter(({ match }) => match.roots === 1 && match.verb >= 1);
    const best = undone.filter(({ match }) => undone.every((other) => compareMatches(match, other.match) >= 0));
    return best.map(({ step }) => step.state);
  };
}

/** Whether both say the same deed. Of statuses it is the data that tells them apart: SetOrderCompleted and SetOrderFailed. */
function sayTheSame(one: WordedState, other: WordedState): boolean {
  const said = deeds(other);
  return deeds(one).some((verb) => said.includes(verb));
}

function deeds({ words: { name, call, callsFunction } }: WordedState): readonly string[] {
  return [...name.verbs, ...(callsFunction ? [] : call.verbs)].filter((verb) => !STATUS_VERBS.has(verb));
}

/** The pairs by what their compensations call; but for those where the step asks the same, which its input tells what to do. */
function pairsByCallee(states: readonly LoneState[], pairs: readonly Pair[]): ReadonlyMap<string, readonly Pair[]> {
  const known = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const { place } = pair.compensation;
    const own = states[pair.step.index]?.place;
    if (own === undefined || asksTheSame(own, place)) continue;
    const others = known.get(callee(place));
    if (others === undefined) known.set(callee(place), [pair]);
    else others.push(pair);
  }
  return known;
}

/** What is called, as far as it is written out: only what calls the same can ask the same. */
function callee(state: State): string {
  return state.type === "Task" ? `${state.resource.value} ${namedField(state.arguments, "FunctionName") ?? ""}` : "";
}
