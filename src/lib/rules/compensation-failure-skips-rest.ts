import type { Bits } from "../base/bits.ts";
import { addBit, dropBit, eachBit, hasBit, meetBits, noBits, subtractBits } from "../base/bits.ts";
import type { FailureAnalysis } from "../saga/failures/failures.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import { compensatingTasks } from "./compensating-states.ts";
import { analysisOf } from "./failing.ts";
import { shortList } from "./listed.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A compensation whose Catch leaves the rollback: see docs/rules/compensation-failure-skips-rest.md. */
export const compensationFailureSkipsRest: Rule = {
  id: "compensation-failure-skips-rest",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    const tasks = compensatingTasks(subject).map(({ state }) => state);
    const compensations = noBits(analysis.graph.names.length);
    for (const { name } of tasks) addBit(compensations, indexOf(analysis.graph, name));
    for (const { name, catch: catchers } of tasks) {
      const leaving = catchers
        .map(({ next }) => ({ next, skipped: skippedBy(analysis, compensations, name, next.value) }))
        .find(({ skipped }) => skipped.length > 0);
      if (leaving === undefined) continue;
      const { next, skipped } = leaving;
      findings.push({
        message: `When "${name}" fails, its Catch goes to "${next.value}" and leaves out ${shortList(skipped)}; no redrive resumes them`,
        state: name,
        span: next.span,
        hint: `Put the failure on record and go on with "${skipped[0] ?? ""}".`,
      });
    }
    return findings;
  },
};

/** The compensations that would have followed, and that no way from the catcher passes. */
function skippedBy(analysis: FailureAnalysis, compensations: Bits, state: string, target: string): readonly string[] {
  const { graph, after } = analysis;
  const [from, to] = [indexOf(graph, state), indexOf(graph, target)];
  const rest = (after.some[from] ?? compensations).slice();
  meetBits(rest, compensations);
  dropBit(rest, from);
  const instead = after.some[to];
  if (instead === undefined) return [];
  // A catcher that only comes back never ends the rollback; whether it ends at all is another rule's question.
  subtractBits(rest, hasBit(instead, from) ? (withoutReturn(analysis, to, from) ?? rest) : instead);
  return eachBit(rest).map((index) => graph.names[index] ?? "");
}

/** What runs from one state on where it does not come back to the other; undefined where it always does. */
function withoutReturn({ after }: FailureAnalysis, start: number, back: number): Bits | undefined {
  const seen = noBits(after.next.length);
  const open = start === back ? [] : [start];
  let ends = false;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (hasBit(seen, at)) continue;
    addBit(seen, at);
    const next = after.next[at] ?? [];
    ends ||= next.length === 0;
    open.push(...next.filter((target) => target !== back));
  }
  return ends ? seen : undefined;
}
