import type { FailureAnalysis } from "../saga/failures.ts";
import { postorder } from "../saga/closure.ts";
import { wayTo } from "../saga/failing-way.ts";
import type { MachineGraph } from "../saga/machine-graph.ts";
import { indexOf } from "../saga/machine-graph.ts";
import { failuresOf, nameSpan } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A recovery that comes back to itself, or to the step that failed, without a bound: see docs/rules/compensation-cycle.md. */
export const compensationCycle: Rule = {
  id: "compensation-cycle",
  severity: "error",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    for (const { from, to } of closingEdges(analysis)) {
      const again = from === to ? "itself" : to;
      yield {
        message: `${from} leads back to ${again} without a bound: where the error lasts, the execution loops until its history is full`,
        state: from,
        span: nameSpan(analysis, from),
        hint: "Bound it by Retry with MaxAttempts, or by a counter and a Choice, and end in a Fail state that tells somebody.",
        path: [...wayTo(analysis, from), { state: to, error: null }],
      };
    }
  },
};

interface Edge {
  readonly from: string;
  readonly to: string;
}

/**
 * The edges that close a loop through a failure: every loop of normal transitions and catchers that passes a state of the recovery
 * region or a catcher, and no Choice, which may count.
 */
function closingEdges(analysis: FailureAnalysis): readonly Edge[] {
  const { graph, effects } = analysis;
  const next = unboundedWays(graph);
  const entered = [...graph.names.keys()].filter((index) => effects.entering[index] !== undefined);
  const order = postorder(next.length, [...entered, indexOf(graph, graph.machine.startAt.value)], (index) => next[index] ?? []);
  const place = new Int32Array(next.length).fill(-1);
  for (const [at, index] of order.entries()) place[index] = at;
  // In postorder only an edge that closes a loop leads to a state that is done later.
  const closes = (from: number, to: number): boolean => (place[to] ?? -1) >= (place[from] ?? -1);
  return entered.flatMap((from) =>
    (next[from] ?? [])
      .filter((to) => closes(from, to) && recovers(analysis, from, to))
      .map((to) => ({ from: graph.names[from] ?? "", to: graph.names[to] ?? "" })),
  );
}

/** By index, where each state leads, on an error too; nowhere from a Choice. */
function unboundedWays({ states, next }: MachineGraph): readonly (readonly number[])[] {
  return [...states.values()].map(({ index, state }) => {
    const ways = next[index] ?? [];
    if (state.type === "Choice") return [];
    if (!("catch" in state) || state.catch.length === 0) return ways;
    // What is walked last closes the loop: a failure, not the way to success.
    return [...state.catch.flatMap((catcher) => states.get(catcher.next.value)?.index ?? []), ...ways];
  });
}

/** Whether the loop that the edge closes is one of failures: it leaves the recovery region, or is taken on an error. */
function recovers({ graph, forward }: FailureAnalysis, from: number, to: number): boolean {
  return !forward.has(graph.names[from] ?? "") || graph.next[from]?.includes(to) !== true;
}
