import type { FailureAnalysis } from "../saga/failures/failures.ts";
import { postorder } from "../saga/graph/closure.ts";
import { wayTo } from "../saga/failures/failing-way.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import { wayToSuccess } from "../saga/graph/way-to-success.ts";
import type { SagaModel } from "../saga/model.ts";
import { analysisOf, nameSpan } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { unboundedWays } from "./unbounded-ways.ts";

/** A recovery that comes back to itself, or to the step that failed, without a bound: see docs/rules/compensation-cycle.md. */
export const compensationCycle: Rule = {
  id: "compensation-cycle",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    for (const { from, to } of closingEdges(analysis, subject.model)) {
      const again = from === to ? "itself" : to;
      findings.push({
        message: `${from} leads back to ${again} without a bound: where the error lasts, the execution loops until its history is full`,
        state: from,
        span: nameSpan(analysis, from),
        hint: "Bound it by Retry with MaxAttempts, or by a counter and a Choice, and end in a Fail state that tells somebody.",
        path: [...wayTo(analysis, from), { state: to, error: null }],
      });
    }
    return findings;
  },
};

interface Edge {
  readonly from: string;
  readonly to: string;
}

/**
 * The edges that close a loop through a failure: every loop of normal transitions and catchers that passes a state of the recovery
 * region or a catcher, and no Choice that may count.
 */
function closingEdges(analysis: FailureAnalysis, model: SagaModel): readonly Edge[] {
  const { graph, effects } = analysis;
  if (!effects.loops) return [];
  const { names, places } = graph;
  const ways = unboundedWays(graph, model);
  const { states: smooth } = wayToSuccess(graph, model.failureEdges);
  // The loop is one of failures: it leaves what runs while nothing fails, or is taken on an error.
  const recovers = (from: number, to: number): boolean => !smooth.has(names[from] ?? "") || graph.next[from]?.includes(to) !== true;
  const starts = places.flatMap(({ index }) => (effects.entering[index] === undefined ? [] : [index]));
  const order = postorder(ways.length, [...starts, indexOf(graph, graph.machine.startAt.value)], (index) => ways[index] ?? NOWHERE);
  const done = new Int32Array(ways.length);
  for (let at = 0; at < order.length; at += 1) done[order[at] ?? 0] = at;
  const edges: Edge[] = [];
  for (const from of starts) {
    for (const to of ways[from] ?? NOWHERE) {
      // In postorder only an edge that closes a loop leads to a state that is done later.
      const closes = (done[to] ?? 0) >= (done[from] ?? 0);
      if (closes && recovers(from, to)) edges.push({ from: names[from] ?? "", to: names[to] ?? "" });
    }
  }
  return edges;
}

const NOWHERE: readonly number[] = [];
