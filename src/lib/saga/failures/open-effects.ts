import type { Bits } from "../../base/bits.ts";
import { addBit, meetBits, noBits, sharedBits, subtractBits, uniteBits } from "../../base/bits.ts";
import type { Flow, MapState, ParallelState, State } from "../../asl/ast.ts";
import { allStates, nestedFlows } from "../../asl/graph.ts";
import type { EffectChanges } from "./effect-changes.ts";
import { effectChanges } from "./effect-changes.ts";
import type { Stop } from "./flow-stops.ts";
import { addStops } from "./flow-stops.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { endsFlow, indexOf } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";

/**
 * Which effects may stand, uncompensated, at each place of a machine: the least fixpoint of what every way into it brings along. An
 * effect opens where its step succeeds and closes where a compensation of it does, or what takes it back. Each effect is followed for
 * itself, so the work grows with states × steps, never with the number of ways.
 */
export interface OpenEffects {
  /** By index: the steps whose effect may stand when the state is entered; undefined where no way leads there. */
  readonly entering: readonly (Bits | undefined)[];
  /** The steps whose effect may stand at some moment in the other branches or iterations of a Parallel or Map, those before it included. */
  readonly beside: (holder: State, flow: Flow) => Bits;
  /** Whether some way comes back to a state, errors included. */
  readonly loops: boolean;
}

/** Follows every effect through the machine, failures included. */
export function openEffects(graph: MachineGraph, model: SagaModel): OpenEffects {
  const size = graph.places.length;
  const entering = Array.from<Bits | undefined>({ length: size });
  const walk: Walk = {
    graph,
    size,
    entering,
    stops: [],
    courses: new Map(),
    loops: false,
    changes: effectChanges(graph, model),
  };
  followFlow(walk, graph.machine, noBits(size));
  return { entering, beside: besideIn(walk), loops: walk.loops };
}

function besideIn({ courses, size }: Walk): OpenEffects["beside"] {
  const during = (flow: Flow): Bits => courses.get(flow)?.during ?? noBits(size);
  const known = new Map<State, Meeting>();
  const meetingIn = (holder: State): Meeting => {
    const all = nestedFlows(holder).map(during);
    const any = noBits(size);
    for (const bits of all) uniteBits(any, bits);
    return { any, shared: sharedBits(all, size) };
  };
  return (holder, flow) => {
    if (holder.type === "Map") return during(flow);
    const meeting = known.get(holder) ?? meetingIn(holder);
    known.set(holder, meeting);
    const beside = meeting.any.slice();
    subtractBits(beside, during(flow));
    uniteBits(beside, meeting.shared);
    return beside;
  };
}

/** What may stand in any branch of a Parallel, and what in more than one: one look at the branches, however many ask what stands beside one. */
interface Meeting {
  readonly any: Bits;
  readonly shared: Bits;
}

interface Walk {
  readonly graph: MachineGraph;
  readonly size: number;
  /** By index. */
  readonly entering: (Bits | undefined)[];
  /** By index. */
  readonly stops: (Stop | undefined)[];
  readonly courses: Map<Flow, Course>;
  loops: boolean;
  readonly changes: EffectChanges;
}

/** What stands when something is over. */
interface Ends {
  /** When it ends well; undefined where it never does. */
  out: Bits | undefined;
  /** When an error leaves it; undefined where none can. */
  failed: Bits | undefined;
}

/** A flow, and what is known so far of what stands in it and after it. */
interface Course extends Ends {
  /** Each before what it leads to, but for loops. */
  readonly stops: readonly Stop[];
  readonly during: Bits;
}

function followFlow(walk: Walk, flow: Flow, start: Bits): Course {
  const { graph, entering } = walk;
  const course = walk.courses.get(flow) ?? courseOf(walk, flow);
  reach(walk, indexOf(graph, flow.startAt.value), start);
  for (let again = true; again;) {
    again = false;
    for (const stop of course.stops) {
      const open = entering[stop.index];
      if (!stop.stale || open === undefined) continue;
      stop.stale = false;
      if (leave(walk, course, stop, open)) again = true;
    }
  }
  return course;
}

function courseOf(walk: Walk, flow: Flow): Course {
  const { stops, loops } = addStops(walk.stops, walk.graph, flow);
  if (loops) walk.loops = true;
  const course = { stops, during: noBits(walk.size), out: undefined, failed: undefined };
  walk.courses.set(flow, course);
  return course;
}

/** Follows a state, and brings what stands then to where it leads; says whether that was anything new. */
function leave(walk: Walk, course: Course, { state, onward, smooth, escapes }: Stop, open: Bits): boolean {
  const { changes } = walk;
  const { out, failed } = followState(walk, state, open);
  let isNew = false;
  for (let way = 0; way < onward.length; way += 1) {
    const target = onward[way] ?? 0;
    const isSmooth = way < smooth;
    const standing = isSmooth ? out : failed;
    if (standing === undefined) continue;
    const left = isSmooth ? changes.goingOn(state, target, standing) : changes.afterError(state, target, standing);
    if (reach(walk, target, left)) isNew = true;
  }
  uniteBits(course.during, open);
  if (out !== undefined) uniteBits(course.during, out);
  if (out !== undefined && endsFlow(state)) course.out = united(course.out, out);
  if (failed !== undefined && escapes) course.failed = united(course.failed, failed);
  return isNew;
}

function reach({ entering, stops }: Walk, target: number, open: Bits): boolean {
  const known = entering[target];
  if (known === undefined) entering[target] = open.slice();
  else if (!uniteBits(known, open)) return false;
  const stop = stops[target];
  if (stop !== undefined) stop.stale = true;
  return true;
}

/** What stands after the state when it ends well, and what when it fails. */
function followState(walk: Walk, state: State, open: Bits): Ends {
  switch (state.type) {
    case "Task":
      return { out: walk.changes.afterTask(state, open), failed: open };
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

function followHolder(walk: Walk, holder: ParallelState | MapState, open: Bits): Ends {
  const flows = nestedFlows(holder);
  const ends = flows.map((flow) => followFlow(walk, flow, open));
  let failed: Bits | undefined;
  for (const { failed: escaped } of ends) if (escaped !== undefined) failed = united(failed, escaped);
  if (failed !== undefined) for (const flow of flowsBeside(holder, ends)) uniteBits(failed, walk.courses.get(flow)?.during ?? failed);
  return { out: join(walk, holder, ends), failed };
}

/** What runs at the same time as a flow of the holder that an error leaves: the other branches, the other iterations. */
function flowsBeside(holder: ParallelState | MapState, ends: readonly Ends[]): readonly Flow[] {
  if (holder.type === "Map") return [holder.processor];
  const escaping = ends.filter(({ failed }) => failed !== undefined);
  return holder.branches.filter((_, index) => escaping.length > 1 || escaping[0] !== ends[index]);
}

/** What was opened inside stands where its own flow left it open; what came in stands only where every flow left it open. */
function join({ graph, size }: Walk, holder: ParallelState | MapState, ends: readonly Ends[]): Bits | undefined {
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

function united(into: Bits | undefined, from: Bits): Bits {
  if (into === undefined) return from.slice();
  uniteBits(into, from);
  return into;
}
