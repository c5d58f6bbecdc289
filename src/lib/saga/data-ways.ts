import type { Flow, MapState, ParallelState, State, StateMachine } from "../asl/ast.ts";
import type { Transition } from "../asl/graph.ts";
import { nestedFlows, reachableStates, transitionsOf } from "../asl/graph.ts";

/** How an execution comes to a state. */
export type Way =
  | { readonly type: "start" }
  | { readonly type: "transition"; readonly from: State; readonly transition: Transition }
  /** As the first state of a branch or iteration. */
  | { readonly type: "nested"; readonly holder: ParallelState | MapState; readonly flow: Flow };

/** All ways into every state that an execution can reach. */
export function waysInto(machine: StateMachine): ReadonlyMap<State, readonly Way[]> {
  const ways = new Map<State, Way[]>();
  const open: { readonly flow: Flow; readonly first: Way }[] = [{ flow: machine, first: { type: "start" } }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { flow, first } = next;
    const add = (name: string, way: Way): void => {
      const state = flow.states.get(name);
      if (state === undefined) return;
      const known = ways.get(state);
      if (known) known.push(way);
      else ways.set(state, [way]);
    };
    add(flow.startAt.value, first);
    for (const name of reachableStates(flow)) {
      const from = flow.states.get(name);
      if (from === undefined) continue;
      for (const transition of transitionsOf(from)) add(transition.target.value, { type: "transition", from, transition });
      if (from.type !== "Parallel" && from.type !== "Map") continue;
      for (const nested of nestedFlows(from)) open.push({ flow: nested, first: { type: "nested", holder: from, flow: nested } });
    }
  }
  return ways;
}

/** The error that leads this way; null where nothing fails. */
export function errorTaken(way: Way): string | null {
  if (way.type !== "transition" || way.transition.type !== "catch" || !("catch" in way.from)) return null;
  return way.from.catch[way.transition.index]?.errorEquals[0]?.value ?? "States.ALL";
}

/** The states with which a branch ends that succeeds. */
export function successEnds(flow: Flow): readonly State[] {
  return [...reachableStates(flow)].flatMap((name) => {
    const state = flow.states.get(name);
    if (state === undefined || state.type === "Fail" || state.type === "Choice") return [];
    return state.type === "Succeed" || state.end ? [state] : [];
  });
}
