import type { ChoiceState } from "../asl/ast.ts";
import type { Transition } from "../asl/graph.ts";
import { transitionsOf } from "../asl/graph.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { leadsOnlyToFail, reachable } from "./machine-graph.ts";
import type { FailureEdge } from "./model.ts";
import { testedStep } from "./tested-step.ts";

/** Whether the first state is one that may undo the second. */
export type MayUndo = (compensation: string, step: string) => boolean;

/**
 * The ways out of a Choice, on the way to success, that leave it: those that lead only to Fail, and those that test a step's own
 * result and lead through a compensation that the other ways do not pass (DESIGN.md §5.1).
 */
export function findFailureEdges(graph: MachineGraph, mayUndo: MayUndo): readonly FailureEdge[] {
  const edges: FailureEdge[] = [];
  for (const name of reachable(graph, [graph.machine.startAt.value])) {
    const state = graph.states.get(name)?.state;
    if (state?.type === "Choice") edges.push(...edgesOf(graph, state, mayUndo));
  }
  return edges;
}

function edgesOf(graph: MachineGraph, choice: ChoiceState, mayUndo: MayUndo): readonly FailureEdge[] {
  const ways = transitionsOf(choice);
  const failing = ways.filter(({ target }) => leadsOnlyToFail(graph, target.value));
  if (failing.length === ways.length) return [];
  const step = testedStep(graph, choice);
  const compensating = step === null ? [] : ways.filter((way) => !failing.includes(way) && compensates(graph, choice, way, ways, mayUndo));
  // Where every way that is left compensates, none of them is the way to success.
  const all = failing.length + compensating.length === ways.length ? failing : [...failing, ...compensating];
  const targets = new Set(all.map(({ target }) => target.value));
  return [...targets].map((target) => ({ choice: choice.name, target, step }));
}

function compensates(graph: MachineGraph, choice: ChoiceState, way: Transition, ways: readonly Transition[], mayUndo: MayUndo): boolean {
  const others = ways.filter((other) => other.target.value !== way.target.value).map(({ target }) => target.value);
  const elsewhere = new Set(reachable(graph, others));
  const before = [...graph.states.keys()].filter((name) => name !== choice.name && reachable(graph, [name]).includes(choice.name));
  return reachable(graph, [way.target.value])
    .filter((name) => !elsewhere.has(name))
    .some((name) => before.some((step) => mayUndo(name, step)));
}
