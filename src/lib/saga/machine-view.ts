import type { StateMachine } from "../asl/ast.ts";
import { noBits, uniteBits } from "../base/bits.ts";
import { lazily } from "../base/lazily.ts";
import { aftermath } from "./aftermath.ts";
import type { Candidate, FailingState, ForwardCandidate } from "./candidate.ts";
import { closure } from "./closure.ts";
import type { FailurePath } from "./failure-paths.ts";
import { failurePaths } from "./failure-paths.ts";
import { findFailureEdges } from "./find-failure-edges.ts";
import type { MachineGraph, Skip } from "./machine-graph.ts";
import { everAfter, holdersOf, indexOf, machineGraph, nextOf, reachable, successors } from "./machine-graph.ts";
import { matchStates } from "./match-states.ts";
import type { FailureEdge, SagaDeclarations } from "./model.ts";
import { isNamePair } from "./name-match.ts";
import { nounIndex } from "./noun-index.ts";
import type { LoneState } from "./see-state.ts";
import { seeState } from "./see-state.ts";
import { stateSet } from "./state-set.ts";
import { tellCallsApart } from "./tell-calls-apart.ts";
import { mayWork, workingsOf } from "./workings.ts";

/** A machine parted into its way to success and what runs only after a failure (DESIGN.md §5.1). */
export interface MachineView {
  readonly graph: MachineGraph;
  readonly failureEdges: readonly FailureEdge[];
  /** In the order of the definition. */
  readonly states: ReadonlyMap<string, LoneState>;
  /** Where a state leads when it fails. */
  readonly pathsOf: PathsOf;
  /** The way to success, in its order. */
  readonly forward: ReadonlySet<string>;
  /** The steps on it that may have an effect. */
  readonly steps: readonly ForwardCandidate[];
  /** The states on it whose failure leads somewhere. */
  readonly failing: readonly FailingState[];
  /** States that run only after a failure, may have an effect themselves, and come after a step that may have had one. */
  readonly recovery: readonly Candidate[];
}

type PathsOf = (name: string) => readonly FailurePath[];

/** Looks at a machine's states, one by one and by where they stand. */
export function viewMachine(machine: StateMachine, declarations: SagaDeclarations): MachineView {
  const graph = machineGraph(machine);
  const seen = tellCallsApart([...graph.states.values()].map(({ state }) => seeState(state, declarations)));
  const states = new Map(seen.map((state) => [state.state, state]));
  const failureEdges = findFailureEdges(graph, workingsOf(states));
  const forward = new Set(reachable(graph, [machine.startAt.value], skipFailures(failureEdges)));
  const after = lazily(() => aftermath(graph, forward));
  const pathsOf: PathsOf = (name) => failurePaths(graph, name, failureEdges, after());
  const working = [...forward].flatMap((name) => states.get(name) ?? []).filter(isStep);
  const recovery = recoveryStates(graph, states, forward, working);
  const view = { graph, failureEdges, states, forward, pathsOf, recovery };
  // With nothing to undo a step there is nothing to pair it with.
  if (recovery.length === 0) return { ...view, steps: [], failing: [] };
  const failing = failingStates(view);
  return { ...view, steps: forwardSteps(view, working, failing), failing: [...failing.values()] };
}

/** Leaves the failure edges out of a walk. */
export function skipFailures(edges: readonly FailureEdge[]): Skip | undefined {
  if (edges.length === 0) return undefined;
  return (state, { target }) => edges.some((edge) => edge.choice === state && edge.target === target.value);
}

function isStep({ declared, nature }: LoneState): boolean {
  return (declared.role ?? nature.role) === "forward";
}

type Ground = Omit<MachineView, "steps" | "failing">;

function failingStates({ graph, forward, pathsOf }: Ground): ReadonlyMap<string, FailingState> {
  const failing = [...forward].map((state) => ({ state, paths: pathsOf(state) })).filter(({ paths }) => paths.length > 0);
  return new Map(
    failing.map(({ state, paths }) => {
      const failurePath = noBits(graph.names.length);
      for (const { some } of paths) uniteBits(failurePath, some.bits);
      return [state, { state, index: indexOf(graph, state), failurePath: stateSet(graph, failurePath) }];
    }),
  );
}

function forwardSteps(
  { graph, failureEdges, states }: Ground,
  steps: readonly LoneState[],
  failing: ReadonlyMap<string, FailingState>,
): readonly ForwardCandidate[] {
  const skip = skipFailures(failureEdges);
  const next = graph.names.map((_, index) => nextOf(graph, index, skip));
  const ahead = steps.length === 0 ? [] : closure(next.length, (index) => next[index] ?? []);
  const none = noBits(next.length);
  return steps.map(({ state, words }) => {
    const at = indexOf(graph, state);
    const parent = graph.states.get(state)?.parent ?? null;
    const later = (ahead[parent === null ? at : indexOf(graph, parent)] ?? none).slice();
    for (const target of next[at] ?? []) uniteBits(later, ahead[target] ?? none);
    const failurePath = failing.get(state)?.failurePath ?? stateSet(graph, none);
    const holders = holdersOf(graph, state).flatMap((holder) => states.get(holder.state.name)?.words ?? []);
    return { state, index: at, words, failurePath, later: stateSet(graph, later), holders };
  });
}

function recoveryStates(
  graph: MachineGraph,
  states: ReadonlyMap<string, LoneState>,
  forward: ReadonlySet<string>,
  steps: readonly LoneState[],
): readonly Candidate[] {
  const reached = lazily(() => everAfter(graph, [graph.machine.startAt.value]));
  const afterEffect = everAfter(
    graph,
    steps.map(({ state }) => state),
  );
  const known = lazily(() => nounIndex(steps));
  const namedBy = (seen: LoneState): readonly LoneState[] =>
    known()
      .about(seen.words)
      .filter((step) => isNamePair(matchStates(step, seen)));
  const isNamed = (seen: LoneState): boolean => namedBy(seen).length > 0;
  // A Pass that puts something down for the state that does the work is not in that one's place.
  const prepares = (seen: LoneState): boolean => {
    const next = successors(graph, seen.state).flatMap((name) => states.get(name) ?? []);
    return next.some((after) => after.place.type === "Task" && namedBy(seen).every((step) => namedBy(after).includes(step)));
  };
  return [...states.values()].filter((seen) => {
    if (forward.has(seen.state)) return false;
    // What no path leads to can only be known by its name.
    if (!afterEffect.has(seen.state) && (reached().has(seen.state) || (seen.declared.role !== "compensation" && !isNamed(seen))))
      return false;
    if (seen.declared.role !== undefined) return seen.declared.role === "compensation";
    // A Pass in the place of a compensation does nothing; only its name can say that it was meant to.
    return seen.nature.role === "forward" || (isNamed(seen) && (seen.place.type === "Pass" ? !prepares(seen) : mayWork(seen)));
  });
}
