import type { Flow, MapState, ParallelState, State, StateMachine } from "../../asl/ast.ts";
import type { Transition } from "../../asl/graph.ts";
import { nestedFlows } from "../../asl/graph.ts";
import { waysOut } from "../graph/ways-out.ts";

/** How an execution comes to a state. */
export type Way =
  | { readonly type: "start" }
  | { readonly type: "transition"; readonly from: State; readonly transition: Transition }
  /** As the first state of a branch or iteration. */
  | { readonly type: "nested"; readonly holder: ParallelState | MapState; readonly flow: Flow };

/** The states with which a flow ends that succeeds. */
export type FlowEnds = ReadonlyMap<Flow, readonly State[]>;

/** All ways into every state that an execution can reach, and the ends of all flows that it can enter. */
export function waysThrough(machine: StateMachine): { readonly into: ReadonlyMap<State, readonly Way[]>; readonly ends: FlowEnds } {
  const into = new Map<State, Way[]>();
  const ends = new Map<Flow, readonly State[]>();
  const flows: { readonly flow: Flow; readonly first: Way }[] = [{ flow: machine, first: { type: "start" } }];
  for (let next = flows.pop(); next !== undefined; next = flows.pop()) {
    const { flow, first } = next;
    const last: State[] = [];
    ends.set(flow, last);
    const open: State[] = [];
    const lead = (name: string, way: Way): void => {
      const state = flow.states.get(name);
      if (state === undefined) return;
      const known = into.get(state);
      if (known) known.push(way);
      else into.set(state, [way]);
      open.push(state);
    };
    lead(flow.startAt.value, first);
    const seen = new Set<State>();
    for (let from = open.pop(); from !== undefined; from = open.pop()) {
      if (seen.has(from)) continue;
      seen.add(from);
      if (endsWell(from)) last.push(from);
      for (const transition of waysOut(from)) lead(transition.target.value, { type: "transition", from, transition });
      if (from.type !== "Parallel" && from.type !== "Map") continue;
      for (const nested of nestedFlows(from)) flows.push({ flow: nested, first: { type: "nested", holder: from, flow: nested } });
    }
  }
  return { into, ends };
}

/** The error that leads this way; null where nothing fails. */
export function errorTaken(way: Way): string | null {
  if (way.type !== "transition" || way.transition.type !== "catch" || !("catch" in way.from)) return null;
  return way.from.catch[way.transition.index]?.errorEquals[0]?.value ?? "States.ALL";
}

function endsWell(state: State): boolean {
  return state.type === "Succeed" || (state.type !== "Fail" && state.type !== "Choice" && state.end);
}
