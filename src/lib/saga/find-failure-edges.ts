import type { Bits } from "../base/bits.ts";
import { addBit, eachBit, hasBit, noBits, subtractBits } from "../base/bits.ts";
import { lazily } from "../base/lazily.ts";
import type { ChoiceState } from "../asl/ast.ts";
import type { Transition } from "../asl/graph.ts";
import { transitionsOf } from "../asl/graph.ts";
import type { Ways } from "./closure.ts";
import { backwards, closure, leadingTo, postorder, walkAll } from "./closure.ts";
import type { MachineGraph, Skip } from "./machine-graph.ts";
import { indexOf, reachable, waysWithout } from "./machine-graph.ts";
import type { FailureEdge } from "./model.ts";
import type { LoneState } from "./see-state.ts";
import { testedStep } from "./tested-step.ts";
import type { Workings } from "./workings.ts";
import { workingsOf } from "./workings.ts";
import { answersOf } from "./ways-out.ts";

/**
 * The ways out of a Choice, on the way to success, that leave it: those that lead only to Fail, and those that test a step's own
 * result and lead through a compensation that the other ways do not pass, or to a state that is named for a failure (DESIGN.md §5.1).
 * What catchers lead to as well is such a compensation, whatever the Choice tests. `states` are those of the graph.
 */
export function findFailureEdges(graph: MachineGraph, states: readonly LoneState[]): readonly FailureEdge[] {
  const choices = choicesOnWay(graph);
  if (choices.length === 0) return [];
  const workings = workingsOf(states);
  const found = new Map<string, Map<string, FailureEdge>>();
  const untested = lazily(() => amongCaught(graph, workings));
  const isFound: Skip = (state, { target }) => found.get(state)?.has(target.value) === true;
  const newOf = (choice: ChoiceState, ground: Ground): readonly FailureEdge[] =>
    edgesOf(graph, choice, ground, { tested: workings, untested }).filter(({ target }) => found.get(choice.name)?.has(target) !== true);
  // An edge found may free another: what the way to success seemed to pass, it passed only beyond a failure further on.
  let isNew = true;
  for (let round = 0; round < MOST_ROUNDS && isNew; round++) {
    const ground = layOut(graph, isFound);
    const plain = choices.flatMap((choice) => newOf(choice, ground));
    const edges = plain.length > 0 ? plain : loopedEdges(graph, choices, ground, newOf);
    isNew = edges.length > 0;
    for (const edge of edges) found.set(edge.choice, new Map(found.get(edge.choice)).set(edge.target, edge));
  }
  return choices.flatMap(({ name }) => [...(found.get(name)?.values() ?? [])]);
}

/** Far more than a saga has steps one after the other; a bound for machines of thousands of states. */
const MOST_ROUNDS = 40;

/**
 * The edges of the last Choice in a loop that has any as long as it is asked only once: the other way passes a compensation, too, where it
 * comes round again. Those before it lead to what it decides.
 */
function loopedEdges(
  graph: MachineGraph,
  choices: readonly ChoiceState[],
  ground: Ground,
  edgesOn: (choice: ChoiceState, ground: Ground) => readonly FailureEdge[],
): readonly FailureEdge[] {
  if (!ground.hasLoop()) return [];
  for (const choice of choices.toReversed()) {
    const at = indexOf(graph, choice.name);
    const isInLoop = (ground.next[at] ?? []).some((target) => hasBit(ground.after(target), at));
    const edges = isInLoop ? edgesOn(choice, { ...ground, passed: (target) => passedOnce(ground, target, at) }) : [];
    if (edges.length > 0) return edges;
  }
  return [];
}

/** What runs from the target on, until the Choice is asked again. */
function passedOnce({ next }: Ground, target: number, choice: number): Bits {
  const passed = noBits(next.length);
  for (const index of postorder(next.length, target === -1 ? [] : [target], (from) => (from === choice ? [] : (next[from] ?? []))))
    addBit(passed, index);
  return passed;
}

/** What the states may do, as far as it counts where a Choice tests a step's result, and where it tests anything else. */
interface ByTest {
  readonly tested: Workings;
  readonly untested: () => Workings | null;
}

/** The workings where only what catchers lead to, before any more work towards success, may undo anything; null where none of it does. */
function amongCaught({ places, states, next }: MachineGraph, { mayUndo, rollsBack, works }: Workings): Workings | null {
  const ahead = (indexes: readonly number[]): readonly number[] => indexes.filter((index) => !works(index));
  const targets = places.flatMap(({ state }) => answersOf(state).flatMap((name) => states.get(name)?.index ?? []));
  const reached = postorder(places.length, ahead(targets), (index) => ahead(next[index] ?? []));
  const undoing = new Set(reached.filter((index) => mayUndo(index).length > 0));
  if (undoing.size === 0) return null;
  return { works, rollsBack, saysFailure: () => false, mayUndo: (index) => (undoing.has(index) ? mayUndo(index) : []) };
}

function choicesOnWay(graph: MachineGraph): readonly ChoiceState[] {
  // Asked first, since many machines have none at all.
  if (!graph.places.some(({ state }) => state.type === "Choice")) return [];
  return reachable(graph, [graph.machine.startAt.value]).flatMap((name) => {
    const state = graph.states.get(name)?.state;
    return state?.type === "Choice" ? [state] : [];
  });
}

/** Where every state leads and comes from when nothing fails; all by index. */
interface Ground {
  readonly next: Ways;
  readonly before: Ways;
  readonly hasLoop: () => boolean;
  /** What runs from a state on, itself included. */
  readonly after: (index: number) => Bits;
  /** What runs from a way out of a Choice on, as far as it counts. */
  readonly passed: (target: number) => Bits;
  /** The states that lead to a Fail, and those that lead to another end. */
  readonly toFail: Bits;
  readonly toOther: Bits;
}

function layOut(graph: MachineGraph, skip: Skip): Ground {
  const next = waysWithout(graph, skip);
  const before = backwards(next);
  const ends = graph.places.filter(({ index }) => next[index]?.length === 0);
  const endsIn = (isFail: boolean): readonly number[] =>
    ends.filter(({ state }) => (state.type === "Fail") === isFail).map(({ index }) => index);
  const walk = lazily(() => walkAll(next));
  const rows = lazily(() => closure(walk()));
  const after = (index: number): Bits => rows()[index] ?? noBits(next.length);
  const hasLoop = (): boolean => walk().hasLoop;
  return {
    next,
    before,
    hasLoop,
    after,
    passed: after,
    toFail: leadingTo(endsIn(true), before),
    toOther: leadingTo(endsIn(false), before),
  };
}

function leadsOnlyToFail(graph: MachineGraph, { toFail, toOther }: Ground, { target }: Transition): boolean {
  const index = indexOf(graph, target.value);
  return hasBit(toFail, index) && !hasBit(toOther, index);
}

function edgesOf(graph: MachineGraph, choice: ChoiceState, ground: Ground, { tested, untested }: ByTest): readonly FailureEdge[] {
  const out = transitionsOf(choice);
  const failing = out.filter((way) => leadsOnlyToFail(graph, ground, way));
  if (failing.length === out.length) return [];
  const step = testedStep(graph, choice, ground.before);
  const workings = step === null ? untested() : tested;
  const compensating =
    workings === null ? [] : out.filter((way) => !failing.includes(way) && recovers(graph, choice, way, out, ground, workings));
  // Where every way that is left compensates, none of them is the way to success.
  const all = failing.length + compensating.length === out.length ? failing : [...failing, ...compensating];
  const targets = new Set(all.map(({ target }) => target.value));
  return [...targets].map((target) => ({ choice: choice.name, target, step }));
}

/**
 * Whether the way leads to what catchers lead to for undoing, through a state that may undo one before the Choice, or to a state that is
 * named for a failure, where the other ways do not pass it; and does so before any more work towards success.
 */
function recovers(
  graph: MachineGraph,
  choice: ChoiceState,
  way: Transition,
  out: readonly Transition[],
  ground: Ground,
  { mayUndo, rollsBack, works, saysFailure }: Workings,
): boolean {
  const target = indexOf(graph, way.target.value);
  if (works(target)) return false;
  const passed = ground.passed(target).slice();
  for (const other of out) {
    if (other.target.value !== way.target.value) subtractBits(passed, ground.passed(indexOf(graph, other.target.value)));
  }
  const at = indexOf(graph, choice.name);
  const leadsToChoice = (step: number): boolean => hasBit(ground.after(step), at);
  if (hasBit(passed, target) && rollsBack(target)) return true;
  const undoing = eachBit(passed).filter((index) => mayUndo(index).some(leadsToChoice));
  if (undoing.length === 0 && !saysFailure(target)) return false;
  if (undoing.includes(target)) return true;
  const compensations = new Set(undoing.map((index) => graph.names[index]));
  const before = reachable(graph, [way.target.value], (_, { target: next }) => compensations.has(next.value));
  return !before.some((name) => works(indexOf(graph, name)) && hasBit(passed, indexOf(graph, name)));
}
