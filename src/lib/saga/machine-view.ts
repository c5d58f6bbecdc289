import { noBits, uniteBits } from "../base/bits.ts";
import type { Candidate, FailingState, ForwardCandidate } from "./candidate.ts";
import { closure, walkIn } from "./closure.ts";
import type { FailurePath } from "./failure-paths.ts";
import { failurePaths } from "./failure-paths.ts";
import { findFailureEdges } from "./find-failure-edges.ts";
import { hiddenSteps, mayCommand, mayHideStep } from "./hidden-steps.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { holdersOf, indexOf } from "./machine-graph.ts";
import type { FailureEdge, SagaDeclarations } from "./model.ts";
import { recoveryStates } from "./recovery-states.ts";
import type { LoneState } from "./see-state.ts";
import { seeState } from "./see-state.ts";
import { withoutShared } from "./shared-affixes.ts";
import { tellCallsApart } from "./tell-calls-apart.ts";
import type { WayToSuccess } from "./way-to-success.ts";
import { wayToSuccess } from "./way-to-success.ts";

/** A machine parted into its way to success and what runs only after a failure (DESIGN.md §5.1). */
export interface MachineView {
  readonly graph: MachineGraph;
  readonly failureEdges: readonly FailureEdge[];
  /** By index. */
  readonly states: readonly LoneState[];
  readonly way: WayToSuccess;
  /** Where a state (by index) leads when it fails. */
  readonly pathsOf: (index: number) => readonly FailurePath[];
  /** The steps on the way to success that may have an effect, in its order. */
  readonly steps: readonly ForwardCandidate[];
  /** The states on it whose failure leads somewhere. */
  readonly failing: readonly FailingState[];
  /** States that run only after a failure, may have an effect themselves, and come after a step that may have had one. */
  readonly recovery: readonly Candidate[];
}

/** Looks at a machine's states, one by one and by where they stand. */
export function viewMachine(graph: MachineGraph, declarations: SagaDeclarations): MachineView {
  const nameOf = withoutShared(graph.places.filter(({ state }) => state.type === "Task").map(({ state }) => state.name));
  const states = tellCallsApart(graph.places.map((place) => seeState(place, nameOf, declarations)));
  const failureEdges = findFailureEdges(graph, states);
  const way = wayToSuccess(graph, failureEdges);
  const pathsOf = (index: number): readonly FailurePath[] => failurePaths(graph, graph.names[index] ?? "", failureEdges, way.after());
  const certain = onWay(way, states, (seen) => (seen.declared.role ?? seen.nature.role) === "forward");
  const hiding = onWay(way, states, mayHideStep);
  const recovery = recoveryStates(graph, states, way, [...certain, ...hiding.filter(mayCommand)]);
  const hidden = hiddenSteps(hiding, certain, recovery);
  const all = new Set([...certain, ...hidden]);
  const working = hidden.length === 0 ? certain : onWay(way, states, (seen) => all.has(seen));
  const view = { graph, failureEdges, states, way, pathsOf, recovery };
  // With nothing to undo a step there is nothing to pair it with.
  if (recovery.length === 0) return { ...view, steps: [], failing: [] };
  const failing = failingStates(view);
  return { ...view, steps: forwardSteps(view, working, failing), failing: failing.filter((state) => state !== undefined) };
}

function onWay({ order }: WayToSuccess, states: readonly LoneState[], test: (seen: LoneState) => boolean): readonly LoneState[] {
  const found: LoneState[] = [];
  for (const index of order) {
    const seen = states[index];
    if (seen !== undefined && test(seen)) found.push(seen);
  }
  return found;
}

type Ground = Omit<MachineView, "steps" | "failing">;

/** By index; undefined where no failure leads anywhere. */
function failingStates({ states, way, pathsOf }: Ground): readonly (FailingState | undefined)[] {
  const failing: (FailingState | undefined)[] = [];
  for (const index of way.order) {
    const paths = pathsOf(index);
    if (paths.length === 0) continue;
    const failurePath = noBits(states.length);
    for (const { some } of paths) uniteBits(failurePath, some);
    failing[index] = { index, failurePath };
  }
  return failing;
}

function forwardSteps(
  { graph, states, way: { order, next } }: Ground,
  steps: readonly LoneState[],
  failing: readonly (FailingState | undefined)[],
): readonly ForwardCandidate[] {
  const ahead = steps.length === 0 ? [] : closure(walkIn(order.toReversed(), next));
  const none = noBits(next.length);
  return steps.map(({ state, index, words }, at) => {
    const later = ahead[indexOf(graph, graph.places[index]?.parent ?? state)] ?? none;
    const holders = holdersOf(graph, state).flatMap((holder) => states[indexOf(graph, holder.state.name)]?.words ?? []);
    return { state, index, at, words, failurePath: failing[index]?.failurePath ?? none, later, holders };
  });
}
