import type { Bits } from "../base/bits.ts";
import { hasBit, noBits, subtractBits } from "../base/bits.ts";
import type { ChoiceState } from "../asl/ast.ts";
import type { Transition } from "../asl/graph.ts";
import { transitionsOf } from "../asl/graph.ts";
import { closure } from "./closure.ts";
import type { MachineGraph, Skip } from "./machine-graph.ts";
import { indexOf, leadingTo, nextOf, predecessors, reachable } from "./machine-graph.ts";
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
  const found = new Map<string, Map<string, FailureEdge>>();
  const isFound: Skip = (state, { target }) => found.get(state)?.has(target.value) === true;
  // An edge found may free another: what the way to success seemed to pass, it passed only beyond a failure further on.
  let isNew = choices.length > 0;
  for (let round = 0; round < MOST_ROUNDS && isNew; round++) {
    const ways = layOut(graph, isFound);
    const edges = choices.flatMap((choice) => edgesOf(graph, choice, ways, workings));
    isNew = edges.some(({ choice, target }) => found.get(choice)?.has(target) !== true);
    for (const edge of edges) found.set(edge.choice, new Map(found.get(edge.choice)).set(edge.target, edge));
  }
  return choices.flatMap(({ name }) => [...(found.get(name)?.values() ?? [])]);
}

/** Far more than a saga has steps one after the other; a bound for machines of thousands of states. */
const MOST_ROUNDS = 40;

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
 * Whether the way leads through a state that may undo one before the Choice, which the other ways do not pass, or to a state that is
 * named for a failure; and does so before any more work towards success.
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
  if (works(target)) return false;
  const passed = (after[indexOf(graph, target)] ?? noBits(graph.names.length)).slice();
  for (const other of out) {
    const row = after[indexOf(graph, other.target.value)];
    if (other.target.value !== target && row !== undefined) subtractBits(passed, row);
  }
  const at = indexOf(graph, choice.name);
  const leadsToChoice = (step: string): boolean => hasBit(after[indexOf(graph, step)] ?? noBits(0), at);
  const compensations = new Set([...stateSet(graph, passed)].filter((name) => mayUndo(name).some(leadsToChoice)));
  if (compensations.size === 0 && !saysFailure(target)) return false;
  const before = compensations.has(target) ? [] : reachable(graph, [target], (_, { target: next }) => compensations.has(next.value));
  return !before.some((name) => works(name) && hasBit(passed, indexOf(graph, name)));
}
