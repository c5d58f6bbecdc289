import type { Flow, MapState, ParallelState } from "../asl/ast.ts";
import { oncePer } from "../base/once-per.ts";
import type { Failure } from "../saga/failures/failures.ts";
import { holdersLeft } from "../saga/failures/holders-left.ts";
import type { MachineGraph } from "../saga/graph/machine-graph.ts";
import { analysisOf } from "./failing.ts";
import type { Subject } from "./rule.ts";

/** A failure inside a Parallel or Map that ends it, and so aborts what runs beside. */
export interface EscapingFailure {
  readonly holder: ParallelState | MapState;
  /** The branch or processor that fails. */
  readonly flow: Flow;
  readonly failure: Failure;
}

/** Every failure that leaves the flow it happens in: by an error that no catcher inside takes, or by a Fail that a catcher or Choice inside leads to. */
export const escapingFailures: (subject: Subject) => readonly EscapingFailure[] = oncePer((subject) => {
  const { failures, graph } = analysisOf(subject);
  const isFlat = graph.states.size === graph.machine.states.size;
  return isFlat ? [] : failures.flatMap((failure) => escapesOf(graph, failure));
});

/** From the flow that the failure happens in, then from those around. */
function escapesOf(graph: MachineGraph, failure: Failure): readonly EscapingFailure[] {
  return holdersLeft(graph, failure).flatMap(({ state: holder, flow }) =>
    holder.type === "Parallel" || holder.type === "Map" ? [{ holder, flow, failure }] : [],
  );
}
