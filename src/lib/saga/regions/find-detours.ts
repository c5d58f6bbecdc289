import type { Bits } from "../../base/bits.ts";
import { eachBit, hasBit, noBits, uniteBits } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import { backwards, closure, leadingTo, postorder, walkAll } from "../graph/closure.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { holdersOf, indexOf } from "../graph/machine-graph.ts";
import { catchersOf } from "../graph/ways-out.ts";
import type { WayToSuccess } from "../graph/way-to-success.ts";
import type { Detour, FailureEdge } from "../model.ts";
import { saysFailure } from "../words/name-says.ts";
import type { LoneState } from "../words/see-state.ts";
import { saysUndo } from "../words/state-says.ts";
import { standsInFor } from "./stands-in-for.ts";

/** A machine before anything is paired; `states` are those of the graph. */
interface Region {
  readonly graph: MachineGraph;
  readonly states: readonly LoneState[];
  readonly failureEdges: readonly FailureEdge[];
  readonly way: WayToSuccess;
}

/**
 * Where a failure leads to a step by which the saga goes on (docs/saga-model.md#alternatives): one that leads back to work on the way to
 * success, or that ends in success itself and is more than a record of the failure. One that turns back though nothing fails is none.
 */
export function findDetours(region: Region): readonly Detour[] {
  const { states, way } = region;
  const apart = states.filter(({ index }) => !hasBit(way.bits, index));
  const working = apart.filter(mayWork);
  // Most machines only undo and tell.
  if (working.length === 0) return NONE;
  const undoes = undoingIn(states);
  const before = backwards(way.next);
  const turning = leadingTo(indexesOf(apart.filter((seen) => seen.place.type === "Fail" || undoes(seen))), before);
  const onward = working.filter(({ index }) => !hasBit(turning, index));
  if (onward.length === 0) return NONE;
  const work = states.filter((seen) => hasBit(way.bits, seen.index) && doesMoreThanTell(seen) && !undoes(seen));
  const leading = leadingTo(indexesOf([...work, ...lastAlternatives(region, onward, undoes)]), before);
  const alternatives = onward.filter(({ index }) => hasBit(leading, index));
  if (alternatives.length === 0) return NONE;
  // A Parallel is taken as a whole.
  const around = alternatives.flatMap((seen) => holdersApart(region, seen)).filter(({ index }) => !hasBit(turning, index));
  return detoursTo(region, [...new Set(indexesOf([...alternatives, ...around]))]);
}

const NONE: readonly Detour[] = [];

/** Whether it may do what a step does: it has an effect, undoes nothing, and is not named for what has failed. */
function mayWork(seen: LoneState): boolean {
  const { place, nature, declared, words } = seen;
  if (place.type !== "Task") return false;
  return declared.role === undefined
    ? nature.role === "forward" && !saysUndo(seen) && !saysFailure(words.name)
    : declared.role === "forward";
}

function doesMoreThanTell(seen: LoneState): boolean {
  return seen.place.type === "Task" && (seen.declared.role ?? seen.nature.role) !== "notification";
}

type Test = (seen: LoneState) => boolean;

/** Whether the state is declared to undo a step, or says that it does. */
function undoingIn(states: readonly LoneState[]): Test {
  const named = new Set(states.flatMap(({ declared }) => declared.compensations ?? NOBODY));
  return (seen) => {
    if (named.has(seen.state)) return true;
    return seen.declared.role === undefined ? seen.place.type === "Task" && saysUndo(seen) : seen.declared.role === "compensation";
  };
}

const NOBODY: readonly string[] = [];

function indexesOf(states: readonly LoneState[]): readonly number[] {
  return states.map(({ index }) => index);
}

/**
 * Of states that lead to success alone, those that count as work even where no more comes: their own failure is rolled back, they stand in for
 * the step that failed, or they are declared.
 */
function lastAlternatives(region: Region, onward: readonly LoneState[], undoes: Test): readonly LoneState[] {
  const { states } = region;
  const isDeclared = lazily(() => afterFallback(region));
  const isRolledBack = lazily(() => leadsToUndoing(region, undoes));
  const failingInto = lazily(() => caughtInto(states));
  return onward.filter((seen) => {
    if (seen.declared.role === "forward" || isDeclared()(seen) || isRolledBack()(seen)) return true;
    return (failingInto().get(seen.state) ?? []).some((failing) => !undoes(failing) && standsInFor(seen, failing));
  });
}

/** Whether a state runs after the failure of a step that is declared to have a fallback. */
function afterFallback(region: Region): Test {
  const { states, way } = region;
  const answers = states.filter(({ declared }) => declared.fallback === true).flatMap((seen) => answersTo(region, seen));
  const after = new Set(postorder(states.length, answers, (index) => way.next[index] ?? []));
  return ({ index }) => after.has(index);
}

/** The Parallels and Maps around a state that are not on the way to success. */
function holdersApart({ graph, states, way }: Region, { state }: LoneState): readonly LoneState[] {
  const holders = holdersOf(graph, state).flatMap((holder) => states[indexOf(graph, holder.state.name)] ?? []);
  return holders.filter(({ index }) => !hasBit(way.bits, index));
}

/** Whether an error of a state, or of the Parallel or Map that it is only part of, is caught and leads to what undoes: the saga counts on what the state does. */
function leadsToUndoing(region: Region, undoes: Test): Test {
  const { graph, states, way } = region;
  const apart = states.filter(({ index }) => !hasBit(way.bits, index));
  const next = states.map((): readonly number[] => []);
  for (const seen of apart) next[seen.index] = [...(way.next[seen.index] ?? []), ...caughtBy(graph, seen)];
  const leading = leadingTo(indexesOf(apart.filter(undoes)), backwards(next));
  const isCaught = (seen: LoneState): boolean => caughtBy(graph, seen).some((target) => hasBit(leading, target));
  return (seen) => isCaught(seen) || holdersApart(region, seen).some(isCaught);
}

/** The states whose catchers lead to a state, by its name. */
function caughtInto(states: readonly LoneState[]): ReadonlyMap<string, readonly LoneState[]> {
  const into = new Map<string, LoneState[]>();
  for (const seen of states) {
    for (const { next } of catchersOf(seen.place)) {
      const failing = into.get(next.value);
      if (failing === undefined) into.set(next.value, [seen]);
      else failing.push(seen);
    }
  }
  return into;
}

function caughtBy(graph: MachineGraph, { place }: LoneState): readonly number[] {
  return catchersOf(place).flatMap(({ next }) => graph.states.get(next.value)?.index ?? []);
}

/** Where the state's failures lead: by its catchers, or by a Choice that finds one in its result. */
function answersTo({ graph, failureEdges }: Region, seen: LoneState): readonly number[] {
  const found = failureEdges.filter(({ choice, step }) => (step ?? choice) === seen.state).map(({ target }) => indexOf(graph, target));
  return [...caughtBy(graph, seen), ...found];
}

/** The failures that lead to one of the alternatives, from the way to success or from another of them. */
function detoursTo(region: Region, alternatives: readonly number[]): readonly Detour[] {
  const { graph, states, way } = region;
  const stops = new Set([...way.order, ...alternatives]);
  const next = states.map(({ index }) => (stops.has(index) ? [] : (way.next[index] ?? [])));
  const own = new Set(alternatives);
  const reached = closure(walkAll(next), (index) => (own.has(index) ? [index] : []));
  return [...stops].flatMap((index) => {
    const failing = states[index];
    if (failing === undefined) return [];
    const found: Bits = noBits(states.length);
    for (const target of answersTo(region, failing)) uniteBits(found, reached[target] ?? found);
    return eachBit(found).map((target) => ({ state: failing.state, alternative: graph.names[target] ?? "" }));
  });
}
