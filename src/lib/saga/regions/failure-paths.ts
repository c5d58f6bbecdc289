import type { Bits } from "../../base/bits.ts";
import { noBits } from "../../base/bits.ts";
import type { Aftermath } from "../graph/aftermath.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";
import type { FailureEdge } from "../model.ts";
import { catchersOf } from "../graph/ways-out.ts";

/** What runs after a state fails in one way. */
export interface FailurePath {
  /** States that run on some way from there. */
  readonly some: Bits;
  /** States that run on every way from there. */
  readonly always: Bits;
}

/**
 * Where a state leads when it fails: by its own catchers, by those of the Parallel or Map around it, by a Choice that tests its result. A
 * Choice that tests no one step's result fails itself.
 */
export function failurePaths(
  graph: MachineGraph,
  name: string,
  failureEdges: readonly FailureEdge[],
  after: Aftermath,
): readonly FailurePath[] {
  const paths: FailurePath[] = [];
  const lead = (target: string): void => {
    paths.push(pathFrom(indexOf(graph, target), after));
  };
  for (let place = graph.states.get(name); place !== undefined; place = graph.states.get(place.parent ?? "")) {
    let escapes = true;
    for (const { errorEquals, next } of catchersOf(place.state)) {
      lead(next.value);
      if (errorEquals.some(({ value }) => value === "States.ALL")) escapes = false;
    }
    if (place.parent === null || !escapes) break;
  }
  for (const { choice, step, target } of failureEdges) if ((step ?? choice) === name) lead(target);
  return paths;
}

function pathFrom(index: number, { some, always }: Aftermath): FailurePath {
  return { some: some[index] ?? noBits(some.length), always: always[index] ?? noBits(some.length) };
}
