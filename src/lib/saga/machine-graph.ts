import type { Flow, State, StateMachine } from "../asl/ast.ts";
import { addBit, hasBit, noBits } from "../base/bits.ts";
import type { Transition } from "../asl/graph.ts";
import { nestedFlows, transitionsOf } from "../asl/graph.ts";
import { postorder } from "./closure.ts";

/** A machine with its nested flows laid out flat: state names are unique in a machine. */
export interface MachineGraph {
  readonly machine: StateMachine;
  /** In the order of the definition, outer before inner; `names[i]` is the state of index i. */
  readonly states: ReadonlyMap<string, StatePlace>;
  readonly names: readonly string[];
  /** By index: what may come after the state when nothing fails, as {@link successors} has it. */
  readonly next: readonly (readonly number[])[];
}

/** A state, the flow it is in, and the Parallel or Map that holds the flow. */
export interface StatePlace {
  readonly index: number;
  readonly state: State;
  readonly flow: Flow;
  readonly parent: string | null;
}

// The model, the analyses and several rules ask for the same machine's.
const known = new WeakMap<StateMachine, MachineGraph>();

/** Lays the machine out; once for all that ask. */
export function machineGraph(machine: StateMachine): MachineGraph {
  const graph = known.get(machine) ?? layOut(machine);
  known.set(machine, graph);
  return graph;
}

function layOut(machine: StateMachine): MachineGraph {
  const states = new Map<string, StatePlace>();
  function lay(flow: Flow, parent: string | null): void {
    for (const state of flow.states.values()) {
      if (!states.has(state.name)) states.set(state.name, { index: states.size, state, flow, parent });
      for (const nested of nestedFlows(state)) lay(nested, state.name);
    }
  }
  lay(machine, null);
  const next = [...states.values()].map((place) => indexes(states, waysOn(states, place)));
  return { machine, states, names: [...states.keys()], next };
}

/** By index; a name that is not in the machine leads nowhere. */
function indexes(states: MachineGraph["states"], names: readonly string[]): readonly number[] {
  return names.flatMap((name) => states.get(name)?.index ?? []);
}

/** Which transitions to leave out; catchers are never followed. */
export type Skip = (state: string, transition: Transition) => boolean;

/**
 * What may come after a state when nothing fails: its transitions, the starts of its nested flows, and, where it ends a nested
 * flow, what comes after the Parallel or Map.
 */
export function successors(graph: MachineGraph, name: string, skip?: Skip): readonly string[] {
  return nextOf(graph, indexOf(graph, name), skip).map((index) => graph.names[index] ?? "");
}

/** The same, by index. */
export function nextOf({ states, names, next }: MachineGraph, index: number, skip?: Skip): readonly number[] {
  const place = skip && states.get(names[index] ?? "");
  return place === undefined ? (next[index] ?? []) : indexes(states, waysOn(states, place, skip));
}

function waysOn(states: MachineGraph["states"], { state, parent }: StatePlace, skip?: Skip): readonly string[] {
  const inner = nestedFlows(state).map((flow) => flow.startAt.value);
  const joined = parent !== null && endsFlow(state) && state.type !== "Fail" ? waysOnFromFlow(states, parent, skip) : [];
  return [...inner, ...targets(state, skip), ...joined];
}

function targets(state: State, skip?: Skip): readonly string[] {
  const ways = transitionsOf(state).filter((transition) => transition.type !== "catch" && skip?.(state.name, transition) !== true);
  return ways.map(({ target }) => target.value);
}

/** The index of a state that is in the machine. */
export function indexOf(graph: MachineGraph, name: string): number {
  return graph.states.get(name)?.index ?? -1;
}

/** What can be reached without a failure, the starting states included, in reverse postorder: before what they lead to. */
export function reachable(graph: MachineGraph, from: readonly string[], skip?: Skip): readonly string[] {
  return postorder(graph.names.length, indexes(graph.states, from), (index) => nextOf(graph, index, skip))
    .toReversed()
    .map((index) => graph.names[index] ?? "");
}

/** Gives the states that lead to a state when nothing fails. */
export function predecessors(graph: MachineGraph, skip?: Skip): (name: string) => readonly string[] {
  const back = new Map<string, string[]>(graph.names.map((name) => [name, []]));
  for (const name of graph.names) for (const target of successors(graph, name, skip)) back.get(target)?.push(name);
  return (name) => back.get(name) ?? [];
}

/** The states that lead to any of the targets, which are among them. */
export function leadingTo(targets: Iterable<string>, before: (name: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(targets);
  const open = [...seen];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const source of before(name)) {
      if (seen.has(source)) continue;
      seen.add(source);
      open.push(source);
    }
  }
  return seen;
}

/**
 * What may run after any of the states in any way, failures included: also what the catchers of the Parallels and Maps around them lead to.
 * What is `dead` is never reached.
 */
export function everAfter(graph: MachineGraph, names: readonly string[], dead: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const seen = noBits(graph.names.length);
  for (const name of dead) addBit(seen, indexOf(graph, name));
  const open = indexes(graph.states, names).filter((index) => !hasBit(seen, index));
  const after: string[] = [];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const target of [...nextOf(graph, from), ...caughtFrom(graph, from)]) {
      if (hasBit(seen, target)) continue;
      addBit(seen, target);
      after.push(graph.names[target] ?? "");
      open.push(target);
    }
  }
  return new Set(after);
}

/** Where the catchers of the state, and of the Parallels and Maps around it, lead. */
function caughtFrom({ states, names }: MachineGraph, index: number): readonly number[] {
  const caught: number[] = [];
  for (let place = states.get(names[index] ?? ""); place !== undefined; place = states.get(place.parent ?? "")) {
    if ("catch" in place.state) for (const { next } of place.state.catch) caught.push(...indexes(states, [next.value]));
    if (place.parent === null) break;
  }
  return caught;
}

/** The Parallels and Maps that the state lies in, inner first, each with the nested flow that leads to the state. */
export function holdersOf(graph: MachineGraph, name: string): readonly Holder[] {
  const holders: Holder[] = [];
  for (let place = graph.states.get(name); place !== undefined;) {
    const holder: StatePlace | undefined = place.parent === null ? undefined : graph.states.get(place.parent);
    if (holder !== undefined) holders.push({ state: holder.state, flow: place.flow });
    place = holder;
  }
  return holders;
}

/** A Parallel or Map around a state. */
export interface Holder {
  readonly state: State;
  readonly flow: Flow;
}

/** Whether the state ends the flow it is in. */
export function endsFlow(state: State): boolean {
  if (state.type === "Succeed" || state.type === "Fail") return true;
  return state.type !== "Choice" && state.end;
}

/** What comes after the Parallel or Map when all of its flows have ended. */
function waysOnFromFlow(states: MachineGraph["states"], holder: string, skip?: Skip): readonly string[] {
  const place = states.get(holder);
  if (place === undefined) return [];
  const next = targets(place.state, skip);
  if (next.length > 0) return next;
  return place.parent === null ? [] : waysOnFromFlow(states, place.parent, skip);
}
