import type { Aftermath } from "./aftermath.ts";
import { endsFlow, leadingTo, predecessors } from "./machine-graph.ts";
import type { MachineGraph } from "./machine-graph.ts";
import type { SagaModel } from "./model.ts";

/** How what a failure leads to may end, by state. */
export interface Endings {
  /** Some way from there ends FAILED. */
  readonly mayFail: ReadonlySet<string>;
  /** Some way from there ends SUCCEEDED, with nothing left to do on it. */
  readonly maySucceed: ReadonlySet<string>;
  /** The last states of such a way that are not on the way to success themselves. */
  readonly lastBeforeSuccess: ReadonlySet<string>;
}

interface Ground {
  readonly graph: MachineGraph;
  readonly forward: ReadonlySet<string>;
  readonly after: Aftermath;
  readonly model: SagaModel;
}

/** Follows every state to its ends, without another failure. */
export function endings({ graph, forward, after, model }: Ground): Endings {
  const before = new Map<string, string[]>();
  for (const [index, targets] of after.next.entries()) {
    for (const target of targets) push(before, graph.names[target] ?? "", graph.names[index] ?? "");
  }
  const leads = (ends: readonly string[]): ReadonlySet<string> => leadingTo(ends, (name) => before.get(name) ?? []);
  const work = workAhead(graph, forward, model);
  const fails: string[] = [];
  const succeeds: string[] = [];
  for (const [index, name] of graph.names.entries()) {
    const state = graph.states.get(name)?.state;
    if (state === undefined) continue;
    if (forward.has(name)) {
      if (!work.has(name)) succeeds.push(name);
    } else if (after.next[index]?.length === 0) {
      if (state.type === "Fail") fails.push(name);
      else if (endsFlow(state)) succeeds.push(name);
    }
  }
  const done = new Set(succeeds);
  const lastBeforeSuccess = graph.names.filter((name, index) => {
    if (forward.has(name)) return false;
    const targets = (after.next[index] ?? []).map((target) => graph.names[target] ?? "");
    return done.has(name) || targets.some((target) => done.has(target) && forward.has(target));
  });
  return { mayFail: leads(fails), maySucceed: leads(succeeds), lastBeforeSuccess: new Set(lastBeforeSuccess) };
}

/** The states on the way to success from which a forward step, a decision or the finding of a failure is still to come. */
function workAhead(graph: MachineGraph, forward: ReadonlySet<string>, model: SagaModel): ReadonlySet<string> {
  const deciding = new Set(model.failureEdges.map(({ choice }) => choice));
  const working = graph.names.filter((name) => {
    const role = model.steps.get(name)?.role;
    return forward.has(name) && (role === "forward" || role === "decision" || deciding.has(name));
  });
  return leadingTo(working, predecessors(graph));
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
