import type { Flow, State, StateMachine } from "../asl/ast.ts";
import type { Transition } from "../asl/graph.ts";
import { nestedFlows, transitionsOf } from "../asl/graph.ts";
import { postorder } from "./closure.ts";

/** A machine with its nested flows laid out flat: state names are unique in a machine. */
export interface MachineGraph {
  readonly machine: StateMachine;
  /** In the order of the definition, outer before inner; `names[i]` is the state of index i. */
  readonly states: ReadonlyMap<string, StatePlace>;
  readonly names: readonly string[];
}

/** A state, the flow it is in, and the Parallel or Map that holds the flow. */
export interface StatePlace {
  readonly index: number;
  readonly state: State;
  readonly flow: Flow;
  readonly parent: string | null;
}

/** Lays the machine out. */
export function machineGraph(machine: StateMachine): MachineGraph {
  const states = new Map<string, StatePlace>();
  function lay(flow: Flow, parent: string | null): void {
    for (const state of flow.states.values()) {
      if (!states.has(state.name)) states.set(state.name, { index: states.size, state, flow, parent });
      for (const nested of nestedFlows(state)) lay(nested, state.name);
    }
  }
  lay(machine, null);
  return { machine, states, names: [...states.keys()] };
}

/** Which transitions to leave out; catchers are never followed. */
export type Skip = (state: string, transition: Transition) => boolean;

/**
 * What may come after a state when nothing fails: its transitions, the starts of its nested flows, and, where it ends a nested
 * flow, what comes after the Parallel or Map.
 */
export function successors(graph: MachineGraph, name: string, skip: Skip = () => false): readonly string[] {
  const place = graph.states.get(name);
  if (place === undefined) return [];
  const { state, parent } = place;
  const next = transitionsOf(state)
    .filter((transition) => transition.type !== "catch" && !skip(name, transition))
    .map(({ target }) => target.value);
  const inner = nestedFlows(state).map((flow) => flow.startAt.value);
  const joined = parent !== null && endsFlow(state) && state.type !== "Fail" ? successorsOfFlow(graph, parent, skip) : [];
  return [...inner, ...next, ...joined].filter((target) => graph.states.has(target));
}

/** The index of a state that is in the machine. */
export function indexOf(graph: MachineGraph, name: string): number {
  return graph.states.get(name)?.index ?? -1;
}

/** What can be reached without a failure, the starting states included, in reverse postorder: before what they lead to. */
export function reachable(graph: MachineGraph, from: readonly string[], skip?: Skip): readonly string[] {
  const starts = from.filter((name) => graph.states.has(name)).map((name) => indexOf(graph, name));
  const next = (index: number): readonly number[] =>
    successors(graph, graph.names[index] ?? "", skip).map((target) => indexOf(graph, target));
  return postorder(starts, next)
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

/** What may run after any of the states in any way, failures included: also what the catchers of the Parallels and Maps around them lead to. */
export function everAfter(graph: MachineGraph, names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = names.flatMap((name) => [...successors(graph, name), ...caught(graph, name)]);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...successors(graph, next), ...caught(graph, next));
  }
  return seen;
}

function caught(graph: MachineGraph, name: string): readonly string[] {
  const place = graph.states.get(name);
  if (place === undefined) return [];
  const own = transitionsOf(place.state).filter(({ type }) => type === "catch");
  return [...own.map(({ target }) => target.value), ...(place.parent === null ? [] : caught(graph, place.parent))];
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

function successorsOfFlow(graph: MachineGraph, parent: string, skip: Skip): readonly string[] {
  const place = graph.states.get(parent);
  if (place === undefined) return [];
  const next = transitionsOf(place.state).filter((transition) => transition.type === "next" && !skip(parent, transition));
  if (next.length > 0) return next.map(({ target }) => target.value);
  return place.parent === null ? [] : successorsOfFlow(graph, place.parent, skip);
}
