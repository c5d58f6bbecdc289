import type { Bits } from "../base/bits.ts";
import { hasBit, noBits, subtractBits, uniteBits } from "../base/bits.ts";
import type { ChoiceState } from "../asl/ast.ts";
import type { Transition } from "../asl/graph.ts";
import { transitionsOf } from "../asl/graph.ts";
import { closure } from "./closure.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { indexOf, leadingTo, predecessors, reachable, successors } from "./machine-graph.ts";
import type { FailureEdge } from "./model.ts";
import { stateSet } from "./state-set.ts";
import { testedStep } from "./tested-step.ts";

/** The steps that a state may undo. */
export type MayUndo = (compensation: string) => readonly string[];

/**
 * The ways out of a Choice, on the way to success, that leave it: those that lead only to Fail, and those that test a step's own
 * result and lead through a compensation that the other ways do not pass (DESIGN.md §5.1).
 */
export function findFailureEdges(graph: MachineGraph, mayUndo: MayUndo): readonly FailureEdge[] {
  const choices = reachable(graph, [graph.machine.startAt.value]).flatMap((name) => {
    const state = graph.states.get(name)?.state;
    return state?.type === "Choice" ? [state] : [];
  });
  if (choices.length === 0) return [];
  const ways = layOut(graph);
  return choices.flatMap((choice) => edgesOf(graph, choice, ways, mayUndo));
}

/** Where every state leads and comes from when nothing fails. */
interface Ways {
  readonly before: (name: string) => readonly string[];
  readonly after: readonly Bits[];
  readonly onlyToFail: (name: string) => boolean;
}

function layOut(graph: MachineGraph): Ways {
  const next = graph.names.map((name) => successors(graph, name).map((target) => indexOf(graph, target)));
  const before = predecessors(graph);
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

function edgesOf(graph: MachineGraph, choice: ChoiceState, ways: Ways, mayUndo: MayUndo): readonly FailureEdge[] {
  const out = transitionsOf(choice);
  const failing = out.filter(({ target }) => ways.onlyToFail(target.value));
  if (failing.length === out.length) return [];
  const step = testedStep(graph, choice, ways.before);
  const compensating =
    step === null ? [] : out.filter((way) => !failing.includes(way) && compensates(graph, choice, way, out, ways, mayUndo));
  // Where every way that is left compensates, none of them is the way to success.
  const all = failing.length + compensating.length === out.length ? failing : [...failing, ...compensating];
  const targets = new Set(all.map(({ target }) => target.value));
  return [...targets].map((target) => ({ choice: choice.name, target, step }));
}

/** Whether the way passes, and the other ways do not, a state that may undo one that leads to the Choice. */
function compensates(
  graph: MachineGraph,
  choice: ChoiceState,
  way: Transition,
  out: readonly Transition[],
  { after }: Ways,
  mayUndo: MayUndo,
): boolean {
  const only = noBits(graph.names.length);
  uniteBits(only, after[indexOf(graph, way.target.value)] ?? only);
  for (const other of out) {
    const row = after[indexOf(graph, other.target.value)];
    if (other.target.value !== way.target.value && row !== undefined) subtractBits(only, row);
  }
  const at = indexOf(graph, choice.name);
  const leadsToChoice = (step: string): boolean => hasBit(after[indexOf(graph, step)] ?? noBits(0), at);
  return [...stateSet(graph, only)].some((name) => mayUndo(name).some(leadsToChoice));
}
