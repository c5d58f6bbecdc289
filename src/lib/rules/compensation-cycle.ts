import { transitionsOf } from "../asl/graph.ts";
import type { FailureAnalysis } from "../saga/failures.ts";
import { postorder } from "../saga/closure.ts";
import { wayTo } from "../saga/failing-way.ts";
import { indexOf, successors } from "../saga/machine-graph.ts";
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
  const next = graph.names.map((name) => unboundedWays(analysis, name).map((target) => indexOf(graph, target)));
  const entered = [...graph.names.keys()].filter((index) => effects.entering[index] !== undefined);
  const start = indexOf(graph, graph.machine.startAt.value);
  const order = postorder(next.length, [...entered, start], (index) => next[index] ?? []);
  const place = new Map(order.map((index, at) => [index, at]));
  return entered.flatMap((from) =>
    (next[from] ?? [])
      // In postorder only an edge that closes a loop leads to a state that is done later.
      .filter((to) => (place.get(to) ?? -1) >= (place.get(from) ?? -1))
      .map((to) => ({ from: graph.names[from] ?? "", to: graph.names[to] ?? "" }))
      .filter((edge) => recovers(analysis, edge)),
  );
}

function unboundedWays({ graph }: FailureAnalysis, name: string): readonly string[] {
  const state = graph.states.get(name)?.state;
  if (state === undefined || state.type === "Choice") return [];
  const caught = transitionsOf(state).filter(({ type }) => type === "catch");
  // What is walked last closes the loop: a failure, not the way to success.
  return [...caught.map(({ target }) => target.value), ...successors(graph, name)].filter((target) => graph.states.has(target));
}

/** Whether the loop that the edge closes is one of failures: it leaves the recovery region, or is taken on an error. */
function recovers({ graph, forward }: FailureAnalysis, { from, to }: Edge): boolean {
  return !forward.has(from) || !successors(graph, from).includes(to);
}
