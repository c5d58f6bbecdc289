import type { Bits } from "../../base/bits.ts";
import { addBit, noBits } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import { keptWith } from "../../base/kept-with.ts";
import type { Aftermath } from "./aftermath.ts";
import { aftermath } from "./aftermath.ts";
import type { Ways } from "./closure.ts";
import { postorder } from "./closure.ts";
import type { MachineGraph, Skip } from "./machine-graph.ts";
import { indexOf, waysWithout } from "./machine-graph.ts";
import type { Detour, FailureEdge, SagaModel } from "../model.ts";

/** What a machine runs while nothing fails, or, with its detours, while it goes on; and what after that. */
export interface WayToSuccess {
  /** The states on it, in its order: each before those it leads to (but for loops). */
  readonly states: ReadonlySet<string>;
  /** The same, by index. */
  readonly order: readonly number[];
  readonly bits: Bits;
  /** Where every state of the machine leads, failure edges left out. */
  readonly next: Ways;
  /** The same, with its detours. */
  readonly onward: Ways;
  /** What runs where a failure leads off it. */
  readonly after: () => Aftermath;
}

/** The ways of machines that somebody asked for last, with the failure edges that they leave out. */
const known = keptWith<MachineGraph, { readonly edges: readonly FailureEdge[]; readonly way: WayToSuccess }>();

/** The machine's way to success; the same for all that ask with the failure edges of one model. */
export function wayToSuccess(graph: MachineGraph, edges: readonly FailureEdge[]): WayToSuccess {
  const last = known.get(graph);
  if (last?.edges === edges) return last.way;
  const way = findWay(graph, edges);
  known.set(graph, { edges, way });
  return way;
}

const detoured = keptWith<SagaModel["detours"], WayToSuccess>();

/** The way to success with the alternatives that the saga takes where a step on it fails. */
export function wayOnward(graph: MachineGraph, { failureEdges, detours }: Pick<SagaModel, "failureEdges" | "detours">): WayToSuccess {
  const way = wayToSuccess(graph, failureEdges);
  if (detours.length === 0) return way;
  let onward = detoured.get(detours);
  if (onward === undefined) detoured.set(detours, (onward = layWay(graph, way.next, withDetours(graph, way.next, detours))));
  return onward;
}

function withDetours(graph: MachineGraph, next: Ways, detours: readonly Detour[]): Ways {
  const onward = [...next];
  for (const { state, alternative } of detours) {
    const index = indexOf(graph, state);
    onward[index] = [...(onward[index] ?? []), indexOf(graph, alternative)];
  }
  return onward;
}

function findWay(graph: MachineGraph, edges: readonly FailureEdge[]): WayToSuccess {
  const next = waysWithout(graph, skipFailures(edges));
  return layWay(graph, next, next);
}

function layWay(graph: MachineGraph, next: Ways, onward: Ways): WayToSuccess {
  const start = indexOf(graph, graph.machine.startAt.value);
  const order = start === -1 ? [] : postorder(next.length, [start], (index) => onward[index] ?? []).toReversed();
  const states = new Set<string>();
  const bits = noBits(next.length);
  for (const index of order) {
    states.add(graph.names[index] ?? "");
    addBit(bits, index);
  }
  return { states, order, bits, next, onward, after: lazily(() => aftermath(graph, states)) };
}

/** Leaves the failure edges out of a walk. */
function skipFailures(edges: readonly FailureEdge[]): Skip | undefined {
  if (edges.length === 0) return undefined;
  const targets = new Map<string, Set<string>>();
  for (const { choice, target } of edges) targets.set(choice, (targets.get(choice) ?? new Set()).add(target));
  return (state, { target }) => targets.get(state)?.has(target.value) === true;
}
