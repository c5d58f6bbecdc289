import type { Flow } from "../asl/ast.ts";
import { allFlows, allStates, nestedFlows } from "../asl/graph.ts";
import { hasBit } from "../base/bits.ts";
import { lazily } from "../base/lazily.ts";
import { backwards, leadingTo } from "./closure.ts";
import type { Holder } from "./machine-graph.ts";
import { holdersOf } from "./machine-graph.ts";
import type { MachineView } from "./machine-view.ts";
import type { SagaStep } from "./model.ts";

/** The states on the way to success after which no forward step or decision comes, and beside which none runs. */
export function lastLeg({ graph, way }: MachineView, steps: ReadonlyMap<string, SagaStep>): ReadonlySet<string> {
  const { next } = way;
  const isAhead = (name: string): boolean => {
    const role = steps.get(name)?.role;
    return role === "forward" || role === "decision";
  };
  const ahead = graph.places.filter(({ state }) => isAhead(state.name)).map(({ index }) => index);
  const notLast = leadingTo(ahead, backwards(next));
  const leadsAhead = (index: number): boolean => next[index]?.some((target) => hasBit(notLast, target)) === true;
  const working = lazily(
    () => new Set([...allFlows(graph.machine)].filter((flow) => [...allStates(flow)].some(({ name }) => isAhead(name)))),
  );
  const isBeside = (name: string): boolean =>
    holdersOf(graph, name).some((holder) => flowsBeside(holder).some((flow) => working().has(flow)));
  const last = way.order.filter((index) => !leadsAhead(index)).map((index) => graph.names[index] ?? "");
  return new Set(last.filter((name) => !isBeside(name)));
}

/** What runs at the same time: the other branches of a Parallel, the other iterations of a Map. */
function flowsBeside({ state, flow }: Holder): readonly Flow[] {
  return state.type === "Map" ? [flow] : nestedFlows(state).filter((other) => other !== flow);
}
