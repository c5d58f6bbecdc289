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
    const concurrent = new Map(
      [...new Set(escaping.map(({ holder }) => holder))].map((holder) => [holder, concurrentEffects(subject, holder)]),
    );
    const racing = escaping.flatMap(({ holder, flow, failure }) => {
      const beside = (concurrent.get(holder) ?? []).filter((other) => other.flow !== flow || holder.type === "Map");
      const undone = beside.flatMap(({ steps }) => steps.filter((step) => undoneBy(step, failure.some)));
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

/** A flow, and the steps in it whose effect somebody has to undo. */
interface FlowEffects {
  readonly flow: Flow;
  readonly steps: readonly SagaStep[];
}

/** The flows of the holder that have effects; none where those of no two of them, or of no two iterations, can meet. */
function concurrentEffects(subject: Subject, holder: ParallelState | MapState): readonly FlowEffects[] {
  const working = nestedFlows(holder).flatMap((flow) => {
    const steps = effectsIn(subject, flow);
    return steps.length > 0 ? [{ flow, steps }] : [];
  });
  return (holder.type === "Map" ? iterationsOverlap(holder) : working.length > 1) ? working : [];
}

/** The steps of a flow, and of those in it, whose effect somebody has to undo. */
function effectsIn({ model }: Subject, flow: Flow): readonly SagaStep[] {
  return [...allStates(flow)].flatMap(({ name }) => {
    const step = model.steps.get(name);
    return step !== undefined && isOwed(step) ? [step] : [];
  });
}
