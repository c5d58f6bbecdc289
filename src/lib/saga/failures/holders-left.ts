import type { Flow } from "../../asl/ast.ts";
import { nestedFlows } from "../../asl/graph.ts";
import type { Failure } from "./failures.ts";
import type { Holder, MachineGraph } from "../graph/machine-graph.ts";
import { holdersOf } from "../graph/machine-graph.ts";

/** The Parallels and Maps that a failure ends, inner first, each with the flow it leaves: by an error that no catcher inside takes, or by a Fail that a catcher or Choice inside leads to. */
export function holdersLeft(graph: MachineGraph, failure: Failure): readonly Holder[] {
  const at = failure.error === null ? failure.handler : failure.state;
  return holdersOf(graph, at ?? failure.state).filter(({ flow }) => leaves(flow, failure));
}

function leaves(flow: Flow, { target, some }: Failure): boolean {
  if (target === null || !holds(flow, target)) return true;
  return [...some].some((name) => flow.states.get(name)?.type === "Fail");
}

function holds(flow: Flow, name: string): boolean {
  return flow.states.has(name) || [...flow.states.values()].some((state) => nestedFlows(state).some((nested) => holds(nested, name)));
}
