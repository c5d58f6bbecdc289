import type { Bits } from "../base/bits.ts";
import { hasBit, noBits, subtractBits, uniteBits } from "../base/bits.ts";
import type { ChoiceState } from "../asl/ast.ts";
import type { Transition } from "../asl/graph.ts";
import { transitionsOf } from "../asl/graph.ts";
import { closure } from "./closure.ts";
import type { MachineGraph, Skip } from "./machine-graph.ts";
import { indexOf, leadingTo, nextOf, predecessors, reachable, successors } from "./machine-graph.ts";
import type { FailureEdge } from "./model.ts";
import { stateSet } from "./state-set.ts";
import { testedStep } from "./tested-step.ts";
import type { Workings } from "./workings.ts";

/**
 * The ways out of a Choice, on the way to success, that leave it: those that lead only to Fail, and those that test a step's own
 * result and lead through a compensation that the other ways do not pass, or to a state that is named for a failure (DESIGN.md §5.1).
 */
export function findFailureEdges(graph: MachineGraph, workings: Workings): readonly FailureEdge[] {
  const choices = reachable(graph, [graph.machine.startAt.value]).flatMap((name) => {
    const state = graph.states.get(name)?.state;
    return state?.type === "Choice" ? [state] : [];
  });
  const found = new Map<string, FailureEdge>();
  // An edge found may free another: what the way to success seemed to pass, it passed only beyond a failure further on.
  let known = -1;
  for (let round = 0; round < MOST_ROUNDS && choices.length > 0 && known < found.size; round++) {
    known = found.size;
    const ways = layOut(graph, (state, { target }) => found.has(keyOf(state, target.value)));
    const edges = choices.flatMap((choice) => edgesOf(graph, choice, ways, workings));
    for (const edge of edges) found.set(keyOf(edge.choice, edge.target), edge);
  }
  return [...found.values()];
}

/** Far more than a saga has steps one after the other; a bound for machines of thousands of states. */
const MOST_ROUNDS = 40;

function keyOf(choice: string, target: string): string {
  return JSON.stringify([choice, target]);
}

/** Where every state leads and comes from when nothing fails. */
interface Ways {
  readonly before: (name: string) => readonly string[];
  readonly after: readonly Bits[];
  readonly onlyToFail: (name: string) => boolean;
}

function layOut(graph: MachineGraph, skip: Skip): Ways {
  const next = graph.names.map((_, index) => nextOf(graph, index, skip));
  const before = predecessors(graph, skip);
  const ends = graph.names.filter((_, index) => next[index]?.length === 0);
  const isFail = (name: string): boolean => graph.states.get(name)?.state.type === "Fail";
  const toFail = leadingTo(ends.filter(isFail), before);
  const toOther = leadingTo(
    ends.filter((end) => !isFail(end)),
    before,
  );
  return {
    before,
    after: closure(next.length, (index) => next[index] ?? []),
    onlyToFail: (name) => toFail.has(name) && !toOther.has(name),
  };
}

function edgesOf(graph: MachineGraph, choice: ChoiceState, ways: Ways, workings: Workings): readonly FailureEdge[] {
  const out = transitionsOf(choice);
  const failing = out.filter(({ target }) => ways.onlyToFail(target.value));
  if (failing.length === out.length) return [];
  const step = testedStep(graph, choice, ways.before);
  const compensating =
    step === null ? [] : out.filter((way) => !failing.includes(way) && recovers(graph, choice, way, out, ways, workings));
  // Where every way that is left compensates, none of them is the way to success.
  const all = failing.length + compensating.length === out.length ? failing : [...failing, ...compensating];
  const targets = new Set(all.map(({ target }) => target.value));
  return [...targets].map((target) => ({ choice: choice.name, target, step }));
}

/**
 * Whether the way does not work on towards success, and passes, where the other ways do not, a state that may undo one that leads to the
 * Choice; or a compensation whatever happens on it; or is named for a failure.
 */
function recovers(
  graph: MachineGraph,
  choice: ChoiceState,
  way: Transition,
  out: readonly Transition[],
  { after }: Ways,
  { mayUndo, works, saysFailure }: Workings,
): boolean {
  const target = way.target.value;
  const only = noBits(graph.names.length);
  uniteBits(only, after[indexOf(graph, target)] ?? only);
  for (const other of out) {
    const row = after[indexOf(graph, other.target.value)];
    if (other.target.value !== target && row !== undefined) subtractBits(only, row);
  }
  const passed = [...stateSet(graph, only)];
  const at = indexOf(graph, choice.name);
  const leadsToChoice = (step: string): boolean => hasBit(after[indexOf(graph, step)] ?? noBits(0), at);
  const compensates = (name: string): boolean => mayUndo(name).some(leadsToChoice);
  const compensations = passed.filter(compensates);
  const goesBack = !passed.some(works) || endsWithin(graph, target, new Set(compensations));
  return goesBack && (compensations.length > 0 || saysFailure(target));
}

/** Whether every way on from the state passes one of the others. */
function endsWithin(graph: MachineGraph, from: string, others: ReadonlySet<string>): boolean {
  const around = others.has(from) ? [] : reachable(graph, [from], (_, { target }) => others.has(target.value));
  return around.every((name) => successors(graph, name).length > 0);
}
