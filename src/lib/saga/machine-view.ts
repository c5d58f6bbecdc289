import type { State, StateMachine } from "../asl/ast.ts";
import { noBits, uniteBits } from "../base/bits.ts";
import { aftermath } from "./aftermath.ts";
import { closure } from "./closure.ts";
import type { FailurePath } from "./failure-paths.ts";
import { failurePaths } from "./failure-paths.ts";
import type { MayUndo } from "./find-failure-edges.ts";
import { findFailureEdges } from "./find-failure-edges.ts";
import type { MachineGraph, Skip } from "./machine-graph.ts";
import { everAfter, indexOf, machineGraph, reachable, successors } from "./machine-graph.ts";
import type { FailureEdge, SagaDeclarations, StepDeclaration } from "./model.ts";
import { isNamePair } from "./name-match.ts";
import type { Nature } from "./nature.ts";
import { natureOf } from "./nature.ts";
import type { Candidate, ForwardCandidate } from "./pair-steps.ts";
import { matchStates } from "./pair-steps.ts";
import { nounIndex } from "./noun-index.ts";
import { stateSet } from "./state-set.ts";
import { stateWords } from "./task-words.ts";

/** A machine parted into its way to success and what runs only after a failure (DESIGN.md §5.1). */
export interface MachineView {
  readonly graph: MachineGraph;
  readonly failureEdges: readonly FailureEdge[];
  /** In the order of the definition. */
  readonly states: ReadonlyMap<string, SeenState>;
  /** The way to success, in its order. */
  readonly forward: ReadonlySet<string>;
  /** The steps on it that may have an effect. */
  readonly steps: readonly ForwardCandidate[];
  /** States that run only after a failure, may have an effect themselves, and come after a step that may have had one. */
  readonly recovery: readonly Candidate[];
}

/** A state with what can be said of it by itself. */
export interface SeenState extends Candidate {
  readonly place: State;
  readonly nature: Nature;
  readonly declared: StepDeclaration;
  readonly paths: readonly FailurePath[];
}

/** Looks at a machine's states, one by one and by where they stand. */
export function viewMachine(machine: StateMachine, declarations: SagaDeclarations): MachineView {
  const graph = machineGraph(machine);
  const alone = new Map([...graph.states.values()].map(({ state }) => [state.name, seeState(state, declarations)]));
  const failureEdges = findFailureEdges(graph, mayUndoBy(alone));
  const forward = new Set(reachable(graph, [machine.startAt.value], skipFailures(failureEdges)));
  const after = aftermath(graph, forward);
  const states = new Map([...alone].map(([name, seen]) => [name, { ...seen, paths: failurePaths(graph, name, failureEdges, after) }]));
  const steps = forwardSteps(graph, failureEdges, states, forward);
  return { graph, failureEdges, states, forward, steps, recovery: recoveryStates(graph, states, forward, steps) };
}

/** Leaves the failure edges out of a walk. */
export function skipFailures(edges: readonly FailureEdge[]): Skip {
  return (state, { target }) => edges.some((edge) => edge.choice === state && edge.target === target.value);
}

type Alone = Omit<SeenState, "paths">;

function seeState(state: State, { steps }: SagaDeclarations): Alone {
  const words = stateWords(state);
  const declared = Object.hasOwn(steps, state.name) ? (steps[state.name] ?? {}) : {};
  return { state: state.name, place: state, words, nature: natureOf(state, words), declared };
}

function mayUndoBy(states: ReadonlyMap<string, Alone>): MayUndo {
  const steps = nounIndex([...states.values()].filter(({ nature }) => nature.role === "forward"));
  const declared = new Map<string, string[]>();
  for (const {
    state,
    declared: { compensations = [] },
  } of states.values()) {
    for (const name of compensations) declared.set(name, [...(declared.get(name) ?? []), state]);
  }
  return (compensation) => {
    const undo = states.get(compensation);
    const named = undo?.nature.role === "forward" ? steps.about(undo.words).filter((step) => isNamePair(matchStates(step, undo))) : [];
    return [...(declared.get(compensation) ?? []), ...named.map(({ state }) => state)];
  };
}

function forwardSteps(
  graph: MachineGraph,
  failureEdges: readonly FailureEdge[],
  states: ReadonlyMap<string, SeenState>,
  forward: ReadonlySet<string>,
): readonly ForwardCandidate[] {
  const skip = skipFailures(failureEdges);
  const onTheWay = [...forward].flatMap((name) => states.get(name) ?? []);
  const steps = onTheWay.filter(({ declared, nature }) => (declared.role ?? nature.role) === "forward");
  const next = graph.names.map((name) => successors(graph, name, skip).map((target) => indexOf(graph, target)));
  const ahead = steps.length === 0 ? [] : closure(next.length, (index) => next[index] ?? []);
  const none = noBits(next.length);
  return steps.map(({ state, words, paths }) => {
    const at = indexOf(graph, state);
    const parent = graph.states.get(state)?.parent ?? null;
    const later = (ahead[parent === null ? at : indexOf(graph, parent)] ?? none).slice();
    for (const target of next[at] ?? []) uniteBits(later, ahead[target] ?? none);
    const failurePath = noBits(next.length);
    for (const { some } of paths) uniteBits(failurePath, some.bits);
    return { state, words, failurePath: stateSet(graph, failurePath), later: stateSet(graph, later), nested: parent !== null };
  });
}

function recoveryStates(
  graph: MachineGraph,
  states: ReadonlyMap<string, SeenState>,
  forward: ReadonlySet<string>,
  steps: readonly ForwardCandidate[],
): readonly Candidate[] {
  const start = graph.machine.startAt.value;
  const reached = everAfter(graph, [start]);
  const afterEffect = everAfter(
    graph,
    steps.map(({ state }) => state),
  );
  const known = nounIndex(steps);
  const isNamed = (seen: SeenState): boolean => known.about(seen.words).some((step) => isNamePair(matchStates(step, seen)));
  return [...states.values()].filter((seen) => {
    if (forward.has(seen.state)) return false;
    // What no path leads to can only be known by its name.
    if (!afterEffect.has(seen.state) && (reached.has(seen.state) || (seen.declared.role !== "compensation" && !isNamed(seen))))
      return false;
    if (seen.declared.role !== undefined) return seen.declared.role === "compensation";
    // A Pass in the place of a compensation does nothing; only its name can say that it was meant to.
    return seen.nature.role === "forward" || (seen.place.type === "Pass" && isNamed(seen));
  });
}
