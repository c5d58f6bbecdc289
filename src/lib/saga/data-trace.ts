import type { Flow, State, StateMachine } from "../asl/ast.ts";
import type { Demand } from "./data-demand.ts";
import type { MadePlace, MadePlaces } from "./data-made.ts";
import { madePlaceOf } from "./data-made.ts";
import type { Origin } from "./data-output.ts";
import { originInNested, originOf } from "./data-output.ts";
import type { Read, StateReads } from "./data-reads.ts";
import { isRelated } from "./data-reads.ts";
import type { Way } from "./data-ways.ts";
import { errorTaken, successEnds, waysInto } from "./data-ways.ts";

/** A place that somebody reads, as it must be when a state is entered. */
export interface Need {
  readonly state: State;
  readonly demand: Demand;
  /** The place that a nested flow on the way makes itself, and so does not expect from outside. */
  readonly made: MadePlace | null;
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

/** What a trace asks of the machine's states and flows. */
export interface TraceContext {
  readonly reads: (state: State) => StateReads;
  readonly made: (flow: Flow) => MadePlaces;
}

/** More needs than any machine made by hand has; past them nothing more is found, and nothing wrong. */
const MAX_NEEDS = 400_000;
/** Renaming in a loop (`a` from `a.b`) would lengthen a path for ever. */
const MAX_KEYS = 12;

/**
 * Follows every reader's place backwards, against the flow of the data, to where it comes from. One need is one state and one place,
 * however many readers and paths lead to it, so loops end and merges cost nothing.
 */
export function traceNeeds(machine: StateMachine, readers: Iterable<Reader>, context: TraceContext): readonly Gap[] {
  const ways = waysInto(machine);
  const needs = new Map<State, Map<string, Need>>();
  const open: Need[] = [];
  const gaps: Gap[] = [];

  function needOf(state: State, demand: Demand, made: MadePlace | null): Need | undefined {
    const known = needs.get(state) ?? new Map<string, Need>();
    needs.set(state, known);
    const key = JSON.stringify([demand.variable, demand.keys, made?.keys]);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (open.length >= MAX_NEEDS || demand.keys.length > MAX_KEYS || !ways.has(state)) return undefined;
    const need: Need = { state, demand, made, readers: [], users: [] };
    known.set(key, need);
    open.push(need);
    return need;
  }

  function meet(need: Need, way: Way): void {
    if (way.type === "start") {
      gaps.push({ type: "start", need, at: null, catcher: null, error: null });
      return;
    }
    const { made } = need;
    const within = way.type === "nested" ? (made ?? madePlaceOf(context.made(way.flow), need.demand)) : made;
    for (const { state, origin } of arrivals(way, need.demand)) {
      const error = errorTaken(way);
      if (origin.type === "input") {
        if (way.type === "transition" && isTested(context.reads(state), origin.demand)) continue;
        needOf(state, origin.demand, within)?.users.push({ need, error });
      } else if (origin.type !== "unknown") {
        const catcher = way.type === "transition" && way.transition.type === "catch" ? way.transition.index : null;
        gaps.push({ type: gapType(origin), need, at: state, catcher, error });
      }
    }
  }

  for (const reader of readers) needOf(reader.state, reader.demand, null)?.readers.push(reader);
  // `open` grows while it is walked through.
  for (const need of open) for (const way of ways.get(need.state) ?? []) meet(need, way);
  return gaps;
}

type Settled = Exclude<Origin, { readonly type: "branch" }>;

function gapType(origin: Exclude<Settled, { readonly type: "input" | "unknown" }>): Gap["type"] {
  return origin.type === "absent" ? origin.because : origin.type;
}

/** The states from whose input, or in which, the value arises. */
function* arrivals(way: Exclude<Way, { type: "start" }>, demand: Demand): Generator<{ readonly state: State; readonly origin: Settled }> {
  if (way.type === "transition") yield* settled(way.from, originOf(way.from, way.transition, demand));
  else yield* settled(way.holder, originInNested(way.holder, demand));
}

/** What comes out of a branch comes out of the states that end it. */
function* settled(state: State, origin: Origin): Generator<{ readonly state: State; readonly origin: Settled }> {
  if (origin.type !== "branch") {
    yield { state, origin };
    return;
  }
  const flow = state.type === "Parallel" ? state.branches[origin.branch] : undefined;
  for (const end of flow ? successEnds(flow) : []) yield* settled(end, originOf(end, null, origin.demand));
}

/** Whether a Choice has asked for the place: who goes on from there knows what it found. */
function isTested({ tested }: StateReads, demand: Demand): boolean {
  return demand.keys.length > 0 && tested.some((test) => isRelated(test, demand));
}
