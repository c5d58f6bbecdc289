import { hasBit, noBits, uniteBits } from "../base/bits.ts";
import { closure, walkIn } from "./graph/closure.ts";
import type { FailurePath } from "./regions/failure-paths.ts";
import { failurePaths } from "./regions/failure-paths.ts";
import { findDetours } from "./regions/find-detours.ts";
import { findFailureEdges } from "./regions/find-failure-edges.ts";
import { hiddenSteps, mayCommand, mayHideStep } from "./regions/hidden-steps.ts";
import type { MachineGraph } from "./graph/machine-graph.ts";
import { holdersOf, indexOf } from "./graph/machine-graph.ts";
import type { Detour, FailureEdge, SagaDeclarations } from "./model.ts";
import { failuresBefore } from "./pairs/may-run-after.ts";
import type { FailingState, ForwardStep, Pairing } from "./pairs/pairing.ts";
import { recoveryStates } from "./regions/recovery-states.ts";
import type { LoneState } from "./words/see-state.ts";
import { seeState } from "./words/see-state.ts";
import { withoutShared } from "./words/shared-affixes.ts";
import { tellCallsApart } from "./words/tell-calls-apart.ts";
import { catchersOf } from "./graph/ways-out.ts";
import type { WayToSuccess } from "./graph/way-to-success.ts";
import { wayOnward, wayToSuccess } from "./graph/way-to-success.ts";

/** A machine parted into its way to success and what runs only after a failure (docs/saga-model.md#two-regions). */
export interface MachineView {
  readonly graph: MachineGraph;
  readonly failureEdges: readonly FailureEdge[];
  readonly detours: readonly Detour[];
  /** By index. */
  readonly states: readonly LoneState[];
  /** With the alternatives that the saga takes where a step on it fails. */
  readonly way: WayToSuccess;
  /** Where a state (by index) leads when it fails. */
  readonly pathsOf: (index: number) => readonly FailurePath[];
  /** The states (by index) that a failure leads to, by itself or behind what runs only then. */
  readonly joined: ReadonlySet<number>;
  /** The steps on the way to success that may have an effect; and the states that run only after a failure, may have one themselves, and come after such a step. */
  readonly pairing: Pairing;
}

/**
 * Looks at a machine's states one by one, then by where they stand. Each look needs the one before: the failure edges bound the way to
 * success, what leads back to it or goes on beside it widens it, its certain steps tell what may undo them, and that tells which other
 * states on it are steps, too.
 */
export function viewMachine(graph: MachineGraph, declarations: SagaDeclarations): MachineView {
  const nameOf = withoutShared(graph.places.filter(({ state }) => state.type === "Task").map(({ state }) => state.name));
  const states = tellCallsApart(graph.places.map((place) => seeState(place, nameOf, declarations)));
  const failureEdges = findFailureEdges(graph, states);
  const detours = findDetours({ graph, states, failureEdges, way: wayToSuccess(graph, failureEdges) });
  const way = wayOnward(graph, { failureEdges, detours });
  const pathsOf = (index: number): readonly FailurePath[] => failurePaths(graph, graph.names[index] ?? "", failureEdges, way.after());
  const certain = onWay(way, states, (seen) => (seen.declared.role ?? seen.nature.role) === "forward");
  const hiding = onWay(way, states, mayHideStep);
  const candidates = recoveryStates(graph, states, way, [...certain, ...hiding.filter(mayCommand)]);
  const joined = joinedBy(graph, states, failureEdges, way);
  const view = { graph, failureEdges, detours, states, way, pathsOf, joined };
  // With nothing to undo a step or to take it back there is nothing to pair it with.
  if (candidates.length === 0 && !certain.some(({ index }) => joined.has(index))) return { ...view, pairing: NOTHING };
  const working = new Set([...certain, ...hiddenSteps(hiding, certain, candidates)]);
  const failing = failingStates(view);
  const steps = forwardSteps(
    view,
    onWay(way, states, (seen) => working.has(seen)),
    failing,
  );
  return { ...view, pairing: { steps, candidates, failing, detours, failuresBefore: failuresBefore(failing) } };
}

const NOTHING: Pairing = { steps: [], candidates: [], failing: [], detours: [], failuresBefore: failuresBefore([]) };

function joinedBy(
  graph: MachineGraph,
  states: readonly LoneState[],
  edges: readonly FailureEdge[],
  way: WayToSuccess,
): ReadonlySet<number> {
  const joined = new Set(edges.map(({ target }) => indexOf(graph, target)));
  for (const { index, place } of states) {
    for (const { next } of catchersOf(place)) joined.add(indexOf(graph, next.value));
    if (!hasBit(way.bits, index)) for (const target of way.next[index] ?? []) joined.add(target);
  }
  return joined;
}

function onWay({ order }: WayToSuccess, states: readonly LoneState[], test: (seen: LoneState) => boolean): readonly LoneState[] {
  const found: LoneState[] = [];
  for (const index of order) {
    const seen = states[index];
    if (seen !== undefined && test(seen)) found.push(seen);
  }
  return found;
}

/** In the order of the way. */
function failingStates({ states, way, pathsOf }: Omit<MachineView, "pairing">): readonly FailingState[] {
  const failing: FailingState[] = [];
  for (const index of way.order) {
    const paths = pathsOf(index);
    if (paths.length === 0) continue;
    const failurePath = noBits(states.length);
    for (const { some } of paths) uniteBits(failurePath, some);
    failing.push({ index, failurePath });
  }
  return failing;
}

function forwardSteps(
  { graph, states, way: { order, onward } }: Omit<MachineView, "pairing">,
  steps: readonly LoneState[],
  failing: readonly FailingState[],
): readonly ForwardStep[] {
  const ahead = steps.length === 0 ? [] : closure(walkIn(order.toReversed(), onward));
  const pathOf = new Map(failing.map(({ index, failurePath }) => [index, failurePath]));
  const none = noBits(states.length);
  return steps.map(({ state, index, words, place }, at) => {
    const later = ahead[indexOf(graph, graph.places[index]?.parent ?? state)] ?? none;
    const around = holdersOf(graph, state).flatMap((holder) => states[indexOf(graph, holder.state.name)] ?? []);
    const holders = around.map((holder) => holder.words);
    const catches = [place, ...around.map((holder) => holder.place)].some((own) => catchersOf(own).length > 0);
    return { state, index, place, at, words, failurePath: pathOf.get(index) ?? none, later, catches, holders };
  });
}
