import { noBits } from "../base/bits.ts";
import type { Catcher } from "../asl/ast.ts";
import type { Aftermath } from "./aftermath.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { indexOf } from "./machine-graph.ts";
import type { FailureEdge } from "./model.ts";
import type { StateSet } from "./state-set.ts";
import { stateSet } from "./state-set.ts";

/** What runs after a state fails with some errors. */
export interface FailurePath {
  /** Names as the catcher has them; empty where a Choice found the failure in the result. */
  readonly errors: readonly string[];
  /** States that run on some way from there. */
  readonly some: StateSet;
  /** States that run on every way from there. */
  readonly always: StateSet;
}

/** Where a state leads when it fails: by its own catchers, by those of the Parallel or Map around it, by a Choice that tests its result. */
export function failurePaths(
  graph: MachineGraph,
  name: string,
  failureEdges: readonly FailureEdge[],
  after: Aftermath,
): readonly FailurePath[] {
  const byChoice = failureEdges.filter(({ step }) => step === name).map(({ target }) => path(graph, [], target, after));
  return [...caughtPaths(graph, name, after), ...byChoice];
}

function caughtPaths(graph: MachineGraph, name: string, after: Aftermath): readonly FailurePath[] {
  const place = graph.states.get(name);
  if (place === undefined) return [];
  const { state, parent } = place;
  const catchers: readonly Catcher[] = "catch" in state ? state.catch : [];
  const own = catchers.map(({ errorEquals, next }) =>
    path(
      graph,
      errorEquals.map(({ value }) => value),
      next.value,
      after,
    ),
  );
  const escapes = !own.some(({ errors }) => errors.includes("States.ALL"));
  return parent !== null && escapes ? [...own, ...caughtPaths(graph, parent, after)] : own;
}

function path(graph: MachineGraph, errors: readonly string[], target: string, { some, always }: Aftermath): FailurePath {
  const index = indexOf(graph, target);
  const nothing = noBits(graph.names.length);
  return { errors, some: stateSet(graph, some[index] ?? nothing), always: stateSet(graph, always[index] ?? nothing) };
}
