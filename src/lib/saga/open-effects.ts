import type { Bits } from "../base/bits.ts";
import { addBit, dropBit, meetBits, noBits, subtractBits, uniteBits } from "../base/bits.ts";
import type { Flow, MapState, ParallelState, State, TaskState } from "../asl/ast.ts";
import { allStates, nestedFlows, transitionsOf } from "../asl/graph.ts";
import { postorder } from "./closure.ts";
import { errorClasses, raisedAs, UNNAMED } from "./error-classes.ts";
import { firstMatch } from "../asl/error-matching.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { endsFlow, indexOf, reachable } from "./machine-graph.ts";
import type { SagaModel } from "./model.ts";

/**
 * Which effects may stand, uncompensated, at each place of a machine: the least fixpoint of what every way into it brings along. An
 * effect opens where its step succeeds and closes where a compensation of it does. Each effect is followed for itself, so the work
 * grows with states × steps, never with the number of ways.
 */
export interface OpenEffects {
  /** By index: the steps whose effect may stand when the state is entered; undefined where no way leads there. */
  readonly entering: readonly (Bits | undefined)[];
  /** The steps whose effect may stand at some moment in a branch or iteration, those before it included. */
  readonly during: ReadonlyMap<Flow, Bits>;
}

/** Follows every effect through the machine, failures included. */
export function openEffects(graph: MachineGraph, model: SagaModel): OpenEffects {
  const walk: Walk = {
    graph,
    model,
    size: graph.names.length,
    entering: graph.names.map(() => undefined),
    during: new Map(),
    forwardOnly: afterPivot(graph, model),
  };
  followFlow(walk, graph.machine, noBits(walk.size));
  return walk;
}

interface Walk {
  readonly graph: MachineGraph;
  readonly model: SagaModel;
  readonly size: number;
  readonly entering: (Bits | undefined)[];
  readonly during: Map<Flow, Bits>;
  /** States that run only when the pivot is done: nothing they do is ever compensated. */
  readonly forwardOnly: ReadonlySet<string>;
}

/** What stands when a flow is over. */
interface FlowEnd {
  /** When it ends well; undefined where it never does. */
  readonly out: Bits | undefined;
  /** When an error leaves it; undefined where none can. */
  readonly failed: Bits | undefined;
}

function followFlow(walk: Walk, flow: Flow, start: Bits): FlowEnd {
  const { size, entering, graph } = walk;
  const during = walk.during.get(flow) ?? noBits(size);
  walk.during.set(flow, during);
  const ends = { out: undefined as Bits | undefined, failed: undefined as Bits | undefined };
  const reach = (name: string, open: Bits): boolean => {
    const at = indexOf(graph, name);
    if (at === -1) return false;
    const known = entering[at];
    entering[at] = known ?? open.slice();
    return known === undefined || uniteBits(known, open);
  };
  reach(flow.startAt.value, start);
  const order = flowOrder(flow);
  for (let changed = true; changed;) {
    changed = false;
    for (const state of order) {
      const open = entering[indexOf(graph, state.name)];
      if (open === undefined) continue;
      const { out, failed } = followState(walk, state, open);
      uniteBits(during, open);
      if (out !== undefined) uniteBits(during, out);
      for (const { type, target } of transitionsOf(state)) {
        const left = type === "catch" ? failed : afterChoice(walk, state, target.value, out);
        if (left !== undefined && reach(target.value, left)) changed = true;
      }
      if (out !== undefined && endsFlow(state)) ends.out = united(ends.out, out);
      // What leaves the outermost flow ends the execution.
      if (failed !== undefined && flow !== graph.machine && mayEscape(state)) ends.failed = united(ends.failed, failed);
    }
  }
  return ends;
}

/** What stands after the state when it ends well, and what when it fails. */
function followState(walk: Walk, state: State, open: Bits): FlowEnd {
  switch (state.type) {
    case "Task":
      return { out: afterTask(walk, state, open), failed: open };
    case "Parallel":
    case "Map":
      return followHolder(walk, state, open);
    case "Fail":
      return { out: undefined, failed: open };
    case "Pass":
    case "Choice":
    case "Wait":
    case "Succeed":
      return { out: open, failed: undefined };
  }
}

function afterTask({ graph, model, size, forwardOnly }: Walk, { name }: TaskState, open: Bits): Bits {
  const step = model.steps.get(name);
  if (step === undefined) return open;
  // Once the pivot is done there is nothing left to compensate (DESIGN.md §8).
  if (step.pivot) return noBits(size);
  const out = open.slice();
  for (const undone of step.undoes) dropBit(out, indexOf(graph, undone));
  if (step.role === "forward" && !forwardOnly.has(name)) addBit(out, indexOf(graph, name));
  return out;
}

function followHolder(walk: Walk, holder: ParallelState | MapState, open: Bits): FlowEnd {
  const flows = nestedFlows(holder);
  const ends = flows.map((flow) => followFlow(walk, flow, open));
  let failed: Bits | undefined;
  for (const [index, { failed: escaped }] of ends.entries()) {
    if (escaped === undefined) continue;
    failed = united(failed, escaped);
    for (const other of flowsBeside(holder, index)) uniteBits(failed, walk.during.get(other) ?? failed);
  }
  return { out: join(walk, holder, ends), failed };
}

/** What runs at the same time as a flow of the holder: the other branches, the other iterations. */
function flowsBeside(holder: ParallelState | MapState, index: number): readonly Flow[] {
  return holder.type === "Map" ? [holder.processor] : holder.branches.filter((_, other) => other !== index);
}

/** What was opened inside stands where its own flow left it open; what came in stands only where every flow left it open. */
function join({ graph, size }: Walk, holder: ParallelState | MapState, ends: readonly FlowEnd[]): Bits | undefined {
  const outs = ends.map(({ out }) => out);
  const [first, ...others] = outs.flatMap((out) => out ?? []);
  if (first === undefined || outs.includes(undefined)) return undefined;
  const inside = noBits(size);
  for (const flow of nestedFlows(holder)) for (const { name } of allStates(flow)) addBit(inside, indexOf(graph, name));
  const before = first.slice();
  const opened = first.slice();
  for (const out of others) {
    meetBits(before, out);
    uniteBits(opened, out);
  }
  subtractBits(before, inside);
  meetBits(opened, inside);
  uniteBits(before, opened);
  return before;
}

/** A failure edge means that the step it tests has failed: it left no effect. */
function afterChoice({ graph, model }: Walk, { name, type }: State, target: string, out: Bits | undefined): Bits | undefined {
  const edge = type === "Choice" ? model.failureEdges.find((known) => known.choice === name && known.target === target) : undefined;
  if (edge?.step == null || out === undefined) return out;
  const failed = out.slice();
  dropBit(failed, indexOf(graph, edge.step));
  return failed;
}

/** Whether some error of the state leaves the flow it is in. */
function mayEscape(state: State): boolean {
  if (state.type === "Task") return errorClasses(state).some((error) => firstMatch(state.catch, raisedAs(error)) === -1);
  if (state.type === "Parallel" || state.type === "Map") return firstMatch(state.catch, raisedAs(UNNAMED)) === -1;
  return state.type === "Fail";
}

function flowOrder(flow: Flow): readonly State[] {
  const states = [...flow.states.values()];
  const places = new Map(states.map(({ name }, at) => [name, at]));
  const next = (at: number): readonly number[] =>
    states[at] === undefined ? [] : transitionsOf(states[at]).flatMap(({ target }) => places.get(target.value) ?? []);
  const start = places.get(flow.startAt.value);
  return start === undefined
    ? []
    : postorder(states.length, [start], next)
        .toReversed()
        .flatMap((at) => states[at] ?? []);
}

function united(into: Bits | undefined, from: Bits): Bits {
  if (into === undefined) return from.slice();
  uniteBits(into, from);
  return into;
}

function afterPivot(graph: MachineGraph, model: SagaModel): ReadonlySet<string> {
  const pivots = new Set([...model.steps.values()].filter(({ pivot }) => pivot).map(({ state }) => state));
  if (pivots.size === 0) return pivots;
  const start = [graph.machine.startAt.value];
  const before = new Set(reachable(graph, start, (state) => pivots.has(state)));
  return new Set(reachable(graph, start).filter((name) => !before.has(name)));
}
