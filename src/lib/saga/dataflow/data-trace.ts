import type { State } from "../../asl/ast.ts";
import type { Demand, Keys } from "./data-demand.ts";
import { demandText } from "./data-demand.ts";
import { madePlaces, placeAround } from "./data-made.ts";
import type { Origin } from "./data-output.ts";
import { originInNested, originOf } from "./data-output.ts";
import type { Read, StateReads } from "./data-reads.ts";
import { isRelated, readsOf } from "./data-reads.ts";
import type { Tells } from "./data-tags.ts";
import { tellsIn } from "./data-tags.ts";
import { isTold } from "./data-told.ts";
import type { FlowEnds, Way } from "./data-ways.ts";
import { errorTaken, waysThrough } from "./data-ways.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";

/** What is needed; one and the same for all states that hand it on unchanged. */
export interface Place {
  readonly demand: Demand;
  /** The place that a nested flow on the way makes itself, and so does not expect from outside. */
  readonly made: Keys | null;
  /** The states that have to be entered with it. */
  readonly needs: Map<State, Need>;
}

/** A place that somebody reads, as it must be when a state is entered. */
export interface Need {
  readonly state: State;
  readonly place: Place;
  /** Those who read it in that state itself. */
  readonly readers: Reader[];
  /** The later needs that this one meets, with the error taken on leaving `state`. */
  readonly users: { readonly need: Need; readonly error: string | null }[];
}

/** Who reads, and why it is asked. */
export interface Reader extends Read {
  /**
   * `field`: a path or reference names it; `whole`: a compensation works on its whole input; `saved`: a compensation works on its
   * whole input, in which the step that it undoes saved its result.
   */
  readonly kind: "field" | "whole" | "saved";
  /** The step that the reader undoes and whose saved result it reads, if it does. */
  readonly saves: string | null;
}

/** Where a need ends that is not met, or not by what was there before. */
export interface Gap {
  /**
   * `caught`: a catcher's error output replaced the input; `result`: a result that has no such field did; `replaced`: a result that may
   * have it did; `error`: it is part of the error output that replaced the input; `shape`: what was built has no such field; `start`: it
   * must be in the execution's input.
   */
  readonly type: "caught" | "result" | "replaced" | "error" | "shape" | "start";
  readonly need: Need;
  /** The state that leaves the gap; null at the start. */
  readonly at: State | null;
  /** Which catcher, where one is taken there. */
  readonly catcher: number | null;
  readonly error: string | null;
}

/** Where all that was asked for ends. */
export interface Trace {
  readonly gaps: readonly Gap[];
  /** Needs that some state or Choice before them meets, whether or not every way does. */
  readonly met: ReadonlySet<Need>;
}

/** Far more than a machine made by hand has; past them nothing more is found, and nothing wrong. */
const MAX_NEEDS = 200_000;
/** Renaming in a loop (`a` from `a.b`) would lengthen a path for ever. */
const MAX_KEYS = 12;

/**
 * Follows every reader's place backwards, against the flow of the data, to where it comes from. One need is one state and one place,
 * however many readers and paths lead to it, so loops end and merges cost nothing.
 */
export function traceNeeds(graph: MachineGraph, readers: Iterable<Reader>): Trace {
  const { into, ends } = waysThrough(graph.machine);
  const tracing: Tracing = { into, ends, tells: tellsIn(graph), placeOf: placeBook(), open: [], gaps: [], met: new Set() };
  for (const reader of readers) needOf(tracing, reader.state, tracing.placeOf(reader.demand, null))?.readers.push(reader);
  // `open` grows while it is walked through.
  for (const need of tracing.open) for (const way of into.get(need.state) ?? []) followBack(tracing, need, way);
  return tracing;
}

/** A trace while it is made. */
interface Tracing extends Trace {
  readonly into: ReadonlyMap<State, readonly Way[]>;
  readonly ends: FlowEnds;
  readonly tells: Tells;
  readonly placeOf: (demand: Demand, made: Keys | null) => Place;
  /** All needs; the last of them are still to be followed. */
  readonly open: Need[];
  readonly gaps: Gap[];
  readonly met: Set<Need>;
}

/** The need of this place in this state, a new one where nobody has asked yet; undefined where it is not worth while to ask. */
function needOf({ into, open }: Tracing, state: State, place: Place): Need | undefined {
  const known = place.needs.get(state);
  if (known !== undefined) return known;
  if (open.length >= MAX_NEEDS || place.demand.keys.length > MAX_KEYS || !into.has(state)) return undefined;
  const need: Need = { state, place, readers: [], users: [] };
  place.needs.set(state, need);
  open.push(need);
  return need;
}

/** Says of one way into the state of a need whether it is met there, leaves a gap, or is what the state before needs. */
function followBack(tracing: Tracing, need: Need, way: Way): void {
  const { gaps, met, ends } = tracing;
  if (way.type === "start") {
    gaps.push({ type: "start", need, at: null, catcher: null, error: null });
    return;
  }
  const error = errorTaken(way);
  for (const { state, origin } of arrivals(way, need.place.demand, ends)) {
    if (origin.type === "unknown") met.add(need);
    else if (origin.type === "input") {
      const before = isAsked(tracing, state, way, origin.demand)
        ? undefined
        : needOf(tracing, state, placeBefore(tracing, way, need, origin));
      if (before === undefined) met.add(need);
      else before.users.push({ need, error });
    } else {
      const catcher = way.type === "transition" && way.transition.type === "catch" ? way.transition.index : null;
      gaps.push({ type: gapType(origin), need, at: state, catcher, error });
    }
  }
}

/** Whether the state is a Choice that knows whether the place is there. */
function isAsked({ tells }: Tracing, state: State, way: Way, demand: Demand): boolean {
  if (state.type !== "Choice" || way.type !== "transition") return false;
  return isTested(readsOf(state), demand) || isTold(state, way.transition, demand, tells);
}

/** Where the state before has to have what is needed: the very same place where it hands that on unchanged. */
function placeBefore({ placeOf }: Tracing, way: Way, { place }: Need, { demand }: { readonly demand: Demand }): Place {
  return demand === place.demand && way.type === "transition" ? place : placeOf(demand, madeBefore(way, place, demand));
}

/** Once data has another name, what made it under the old one says nothing. */
function madeBefore(way: Way, { demand, made }: Place, before: Demand): Keys | null {
  if (demandText(demand) !== demandText(before)) return null;
  return made ?? (way.type === "nested" ? placeAround(madePlaces(way.flow), demand) : null);
}

/** Gives one object for equal places, so that they can be told apart by looking at pointers. */
function placeBook(): (demand: Demand, made: Keys | null) => Place {
  const places = new Map<string, Place>();
  return (demand, made) => {
    const key = JSON.stringify([demand.variable, demand.keys, made]);
    const place = places.get(key) ?? { demand, made, needs: new Map() };
    places.set(key, place);
    return place;
  };
}

/** A state, and where in it a value comes from. */
interface Arrival {
  readonly state: State;
  readonly origin: Settled;
}

type Settled = Exclude<Origin, { readonly type: "branch" }>;

function gapType(origin: Exclude<Settled, { readonly type: "input" | "unknown" }>): Gap["type"] {
  return origin.type === "absent" ? origin.because : origin.type;
}

/** The states from whose input, or in which, the value arises. */
function arrivals(way: Exclude<Way, { type: "start" }>, demand: Demand, ends: FlowEnds): readonly Arrival[] {
  if (way.type === "transition") return settled(way.from, originOf(way.from, way.transition, demand), ends);
  return settled(way.holder, originInNested(way.holder, demand), ends);
}

/** What comes out of a branch comes out of the states that end it. */
function settled(state: State, origin: Origin, ends: FlowEnds): readonly Arrival[] {
  if (origin.type !== "branch") return [{ state, origin }];
  const flow = state.type === "Parallel" ? state.branches[origin.branch] : undefined;
  const last = (flow && ends.get(flow)) ?? [];
  return last.flatMap((end) => settled(end, originOf(end, null, origin.demand), ends));
}

/** Whether a Choice has asked for the place: who goes on from there knows what it found. */
function isTested({ tested }: StateReads, demand: Demand): boolean {
  return (demand.variable !== null || demand.keys.length > 0) && tested.some((test) => isRelated(test, demand));
}
