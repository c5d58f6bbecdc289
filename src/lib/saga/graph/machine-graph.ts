import type { Flow, State, StateMachine, Text } from "../../asl/ast.ts";
import type { Bits } from "../../base/bits.ts";
import { addBit, hasBit, noBits } from "../../base/bits.ts";
import { oncePer } from "../../base/once-per.ts";
import { nestedFlows } from "../../asl/graph.ts";
import type { Ways } from "./closure.ts";
import { postorder } from "./closure.ts";
import { catchersOf, targetsOf } from "./ways-out.ts";

/** A machine with its nested flows laid out flat: state names are unique in a machine. */
export interface MachineGraph {
  readonly machine: StateMachine;
  /** By name, in the order of `places`. */
  readonly states: ReadonlyMap<string, StatePlace>;
  /** By index: in the order of the definition, outer before inner. */
  readonly places: readonly StatePlace[];
  /** By index. */
  readonly names: readonly string[];
  /** By index: what may come after the state when nothing fails, as {@link successors} has it. */
  readonly next: Ways;
}

/** A state, the flow it is in, and the Parallel or Map that holds the flow. */
export interface StatePlace {
  readonly index: number;
  readonly state: State;
  readonly flow: Flow;
  readonly parent: string | null;
}

/** Lays the machine out; once for all that ask: the model, the analyses and several rules. */
export const machineGraph: (machine: StateMachine) => MachineGraph = oncePer(layOut);

function layOut(machine: StateMachine): MachineGraph {
  const states = new Map<string, StatePlace>();
  const places: StatePlace[] = [];
  const names: string[] = [];
  function lay(flow: Flow, parent: string | null): void {
    for (const state of flow.states.values()) {
      if (!states.has(state.name)) {
        const place = { index: places.length, state, flow, parent };
        states.set(state.name, place);
        places.push(place);
        names.push(state.name);
      }
      for (const nested of nestedFlows(state)) lay(nested, state.name);
    }
  }
  lay(machine, null);
  return { machine, states, places, names, next: places.map((place) => waysOn(states, place)) };
}

/** Which ways out of a state to leave out; catchers are never followed. */
export type Skip = (state: string, way: { readonly target: Text }) => boolean;

/**
 * What may come after a state when nothing fails: its transitions, the starts of its nested flows, and, where it ends a nested
 * flow, what comes after the Parallel or Map.
 */
export function successors(graph: MachineGraph, name: string): readonly string[] {
  return (graph.next[indexOf(graph, name)] ?? NOWHERE).map((index) => graph.names[index] ?? "");
}

const NOWHERE: readonly number[] = [];

/** What may come after each state when nothing fails, some ways left out. */
export function waysWithout(graph: MachineGraph, skip: Skip | undefined): Ways {
  return skip === undefined ? graph.next : graph.places.map((place) => waysOn(graph.states, place, skip));
}

function waysOn(states: MachineGraph["states"], { state, parent }: StatePlace, skip?: Skip): readonly number[] {
  const ways: number[] = [];
  for (const { startAt } of nestedFlows(state)) addWay(ways, states, startAt.value);
  addTargets(ways, states, state, skip);
  if (parent !== null && endsFlow(state) && state.type !== "Fail") addWaysFromFlow(ways, states, parent, skip);
  return ways;
}

/** A name that is not in the machine leads nowhere. */
function addWay(ways: number[], states: MachineGraph["states"], name: string): void {
  const place = states.get(name);
  if (place !== undefined) ways.push(place.index);
}

/** Says whether the state names any. */
function addTargets(ways: number[], states: MachineGraph["states"], state: State, skip?: Skip): boolean {
  let leads = false;
  for (const target of targetsOf(state)) {
    if (skip?.(state.name, { target }) === true) continue;
    leads = true;
    addWay(ways, states, target.value);
  }
  return leads;
}

/** What comes after the Parallel or Map when all of its flows have ended. */
function addWaysFromFlow(ways: number[], states: MachineGraph["states"], holder: string, skip?: Skip): void {
  const place = states.get(holder);
  if (place === undefined || addTargets(ways, states, place.state, skip)) return;
  if (place.parent !== null) addWaysFromFlow(ways, states, place.parent, skip);
}

/** The index of a state that is in the machine. */
export function indexOf(graph: MachineGraph, name: string): number {
  return graph.states.get(name)?.index ?? -1;
}

/** The indexes of states; a name that is not in the machine has none. */
function indexesOf({ states }: MachineGraph, names: Iterable<string>): readonly number[] {
  const indexes: number[] = [];
  for (const name of names) addWay(indexes, states, name);
  return indexes;
}

/** What can be reached without a failure, the starting states included, in reverse postorder: before what they lead to. */
export function reachable(graph: MachineGraph, from: readonly string[], skip?: Skip): readonly string[] {
  const { states, places, names, next } = graph;
  const ways = (index: number): readonly number[] => {
    const place = skip && places[index];
    return place === undefined ? (next[index] ?? NOWHERE) : waysOn(states, place, skip);
  };
  return postorder(names.length, indexesOf(graph, from), ways)
    .toReversed()
    .map((index) => names[index] ?? "");
}

/**
 * What may run after any of the states in any way, failures included: also what the catchers of the Parallels and Maps around them lead to.
 * What is `dead` is never reached.
 */
export function everAfter(graph: MachineGraph, names: readonly string[], dead: Iterable<string> = []): ReadonlySet<string> {
  const seen = noBits(graph.places.length);
  for (const index of indexesOf(graph, dead)) addBit(seen, index);
  const starts = indexesOf(graph, names).filter((index) => !hasBit(seen, index));
  return new Set(runsAfter(graph, starts, seen).map((index) => graph.names[index] ?? ""));
}

/** The same by index; what is reached is added to what is `seen` already, which is never reached. */
export function runsAfter({ states, places, next }: MachineGraph, from: readonly number[], seen: Bits): readonly number[] {
  const open = [...from];
  const after: number[] = [];
  function reach(target: number | undefined): void {
    if (target === undefined || hasBit(seen, target)) return;
    addBit(seen, target);
    after.push(target);
    open.push(target);
  }
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const target of next[index] ?? NOWHERE) reach(target);
    for (let place = places[index]; place !== undefined; place = holderOf(states, place)) {
      for (const catcher of catchersOf(place.state)) reach(states.get(catcher.next.value)?.index);
    }
  }
  return after;
}

function holderOf(states: MachineGraph["states"], { parent }: StatePlace): StatePlace | undefined {
  return parent === null ? undefined : states.get(parent);
}

/** The Parallels and Maps that the state lies in, inner first, each with the nested flow that leads to the state. */
export function holdersOf({ states }: MachineGraph, name: string): readonly Holder[] {
  const place = states.get(name);
  return place === undefined || place.parent === null ? NO_HOLDERS : holdersAround(states, place);
}

const NO_HOLDERS: readonly Holder[] = [];

function holdersAround(states: MachineGraph["states"], place: StatePlace): readonly Holder[] {
  const holder = holderOf(states, place);
  return holder === undefined ? NO_HOLDERS : [{ state: holder.state, flow: place.flow }, ...holdersAround(states, holder)];
}

/** A Parallel or Map around a state. */
export interface Holder {
  readonly state: State;
  readonly flow: Flow;
}

/** Whether the state is in the flow, or in one nested there. */
export function liesIn(graph: MachineGraph, name: string, flow: Flow): boolean {
  return flow === graph.machine || holdersOf(graph, name).some((holder) => holder.flow === flow);
}

/** Whether the state ends the flow it is in. */
export function endsFlow(state: State): boolean {
  if (state.type === "Succeed" || state.type === "Fail") return true;
  return state.type !== "Choice" && state.end;
}
