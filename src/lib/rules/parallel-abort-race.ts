import type { Flow, MapState, ParallelState } from "../asl/ast.ts";
import { allStates, nestedFlows } from "../asl/graph.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import type { SagaStep } from "../saga/model.ts";
import { escapingFailures } from "./escaping-failures.ts";
import { analysisOf, nameSpan, whenItFails } from "./failing.ts";
import { firstOfEach } from "./first-of.ts";
import { iterationsOverlap } from "./iterations-overlap.ts";
import { listed } from "./listed.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { isOwed, undoneBy } from "./step-sets.ts";

/** A rollback that begins while a sibling's effect may still be landing: see docs/rules/parallel-abort-race.md. */
export const parallelAbortRace: Rule = {
  id: "parallel-abort-race",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const escaping = escapingFailures(subject);
    if (escaping.length === 0) return [];
    const analysis = analysisOf(subject);
    const racing = escaping.flatMap(({ holder, flow, failure }) => {
      if (!hasConcurrentEffects(subject, holder)) return [];
      const beside = nestedFlows(holder).filter((other) => other !== flow || (holder.type === "Map" && iterationsOverlap(holder)));
      const undone = beside.flatMap((other) => effectsIn(subject, other)).filter((step) => undoneBy(step, failure.some));
      return undone.length > 0 ? [{ holder, failure, undone: undone.map(({ state }) => state) }] : [];
    });
    const findings: Finding[] = [];
    for (const { holder, failure, undone } of firstOfEach(racing, ({ holder }) => holder.name)) {
      findings.push({
        message: `${whenItFails(failure)}, ${holder.name} aborts the rest and rolls back while ${listed(undone)} may still be landing`,
        state: holder.name,
        span: nameSpan(analysis, holder.name),
        hint: `Let each ${holder.type === "Map" ? "iteration" : "branch"} catch its errors and return a status, then decide in a Choice after ${holder.name}.`,
        path: failingWay(analysis, failure),
      });
    }
    return findings;
  },
};

function hasConcurrentEffects(subject: Subject, holder: ParallelState | MapState): boolean {
  const working = nestedFlows(holder).filter((flow) => effectsIn(subject, flow).length > 0);
  return holder.type === "Map" ? working.length > 0 && iterationsOverlap(holder) : working.length > 1;
}

/** The steps of a flow, and of those in it, whose effect somebody has to undo. */
function effectsIn({ model }: Subject, flow: Flow): readonly SagaStep[] {
  return [...allStates(flow)].flatMap(({ name }) => {
    const step = model.steps.get(name);
    return step !== undefined && isOwed(step) ? [step] : [];
  });
}
