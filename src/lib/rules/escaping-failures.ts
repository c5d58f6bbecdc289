import type { Flow, MapState, ParallelState } from "../asl/ast.ts";
import { nestedFlows } from "../asl/graph.ts";
import type { Failure, FailureAnalysis } from "../saga/failures.ts";
import { holdersOf } from "../saga/machine-graph.ts";

/** A failure inside a Parallel or Map that ends it, and so aborts what runs beside. */
export interface EscapingFailure {
  readonly holder: ParallelState | MapState;
  /** The branch or processor that fails. */
  readonly flow: Flow;
  readonly failure: Failure;
}

/** Every failure that leaves the flow it happens in: by an error that no catcher inside takes, or by a Fail that a catcher or Choice inside leads to. */
export function* escapingFailures(analysis: FailureAnalysis): Generator<EscapingFailure> {
  for (const failure of analysis.failures) {
    const at = failure.error === null ? failure.handler : failure.state;
    for (const { state: holder, flow } of holdersOf(analysis.graph, at ?? failure.state)) {
      if ((holder.type === "Parallel" || holder.type === "Map") && leaves(flow, failure)) yield { holder, flow, failure };
    }
  }
}

function leaves(flow: Flow, { target, some }: Failure): boolean {
  if (target === null || !holds(flow, target)) return true;
  return [...some].some((name) => flow.states.get(name)?.type === "Fail");
}

function holds(flow: Flow, name: string): boolean {
  return flow.states.has(name) || [...flow.states.values()].some((state) => nestedFlows(state).some((nested) => holds(nested, name)));
}
