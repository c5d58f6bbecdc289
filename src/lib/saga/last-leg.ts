import type { Flow } from "../asl/ast.ts";
import { allFlows, allStates, nestedFlows } from "../asl/graph.ts";
import { lazily } from "../base/lazily.ts";
import { isWork } from "./failures/is-work.ts";
import type { Holder } from "./graph/machine-graph.ts";
import { holdersOf } from "./graph/machine-graph.ts";
import type { MachineView } from "./machine-view.ts";
import type { SagaStep } from "./model.ts";
import type { WayToSuccess } from "./graph/way-to-success.ts";

/**
 * The states on the way to success after which no forward step or decision comes, and beside which none runs. What only tells somebody or
 * takes effects back may have others before it that take effects back: all work is done there.
 */
export function lastLeg(view: MachineView, steps: ReadonlyMap<string, SagaStep>): ReadonlySet<string> {
  const last = lastBehind(view, (name) => isWork(steps.get(name)));
  if (![...steps.values()].some(takesBack)) return last;
  const done = lastBehind(view, (name) => isWork(steps.get(name)) && !takesBack(steps.get(name)));
  for (const step of steps.values()) if (done.has(step.state) && (takesBack(step) || step.role === "notification")) last.add(step.state);
  return last;
}

function takesBack(step: SagaStep | undefined): boolean {
  return step?.takesBack !== undefined;
}

/** The states on the way after which none of those ahead comes, and beside which none runs. */
function lastBehind({ graph, way }: MachineView, isAhead: (name: string) => boolean): Set<string> {
  const leads = leadingAhead(
    way,
    graph.names.map((name) => isAhead(name)),
  );
  const working = lazily(() => new Set(allFlows(graph.machine).filter((flow) => allStates(flow).some(({ name }) => isAhead(name)))));
  const isBeside = (holder: Holder): boolean => flowsBeside(holder).some((flow) => working().has(flow));
  const last = new Set<string>();
  for (const index of way.order) {
    const name = graph.names[index] ?? "";
    if (leads[index] !== true && !holdersOf(graph, name).some(isBeside)) last.add(name);
  }
  return last;
}

/** By index, whether a state on the way leads to one of those ahead: told from the end of the way, once more for every loop in a loop. */
function leadingAhead({ order, next }: WayToSuccess, ahead: readonly boolean[]): readonly boolean[] {
  const leads: boolean[] = [];
  for (let isNew = true; isNew;) {
    isNew = false;
    for (let at = order.length - 1; at >= 0; at -= 1) {
      const index = order[at] ?? 0;
      if (leads[index] === true) continue;
      for (const target of next[index] ?? []) if (ahead[target] === true || leads[target] === true) leads[index] = isNew = true;
    }
  }
  return leads;
}

/** What runs at the same time: the other branches of a Parallel, the other iterations of a Map. */
function flowsBeside({ state, flow }: Holder): readonly Flow[] {
  return state.type === "Map" ? [flow] : nestedFlows(state).filter((other) => other !== flow);
}
