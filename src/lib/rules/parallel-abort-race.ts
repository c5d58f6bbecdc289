import { failingWay } from "../saga/failing-way.ts";
import type { MapState, ParallelState } from "../asl/ast.ts";
import { allStates, nestedFlows } from "../asl/graph.ts";
import type { SagaModel } from "../saga/model.ts";
import { escapingFailures } from "./escaping-failures.ts";
import { failuresOf, firstOfEach, listed, nameSpan, owed, undoneBy, whenItFails } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A rollback that begins while a sibling's effect may still be landing: see docs/rules/parallel-abort-race.md. */
export const parallelAbortRace: Rule = {
  id: "parallel-abort-race",
  severity: "warning",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const { model } = subject;
    const racing = [...escapingFailures(analysis)].flatMap(({ holder, flow, failure }) => {
      const beside = nestedFlows(holder)
        .filter((other) => other !== flow || runsConcurrently(holder))
        .flatMap((other) =>
          effectsIn(
            model,
            [...allStates(other)].map(({ name }) => name),
          ),
        );
      const undone = beside.filter((name) => owed(model, [name]).some((step) => undoneBy(step, failure.some)));
      const concurrent = hasConcurrentEffects(model, holder);
      return undone.length > 0 && concurrent ? [{ holder, failure, undone }] : [];
    });
    for (const { holder, failure, undone } of firstOfEach(racing, ({ holder }) => holder.name)) {
      yield {
        message: `${whenItFails(failure)}, ${holder.name} aborts the rest and rolls back while ${listed(undone)} may still be landing`,
        state: holder.name,
        span: nameSpan(analysis, holder.name),
        hint: `Let each ${holder.type === "Map" ? "iteration" : "branch"} catch its errors and return a status, then decide in a Choice after ${holder.name}.`,
        path: failingWay(analysis, failure),
      };
    }
  },
};

function hasConcurrentEffects(model: SagaModel, holder: ParallelState | MapState): boolean {
  const working = nestedFlows(holder).filter(
    (flow) =>
      effectsIn(
        model,
        [...allStates(flow)].map(({ name }) => name),
      ).length > 0,
  );
  return holder.type === "Map" ? working.length > 0 && runsConcurrently(holder) : working.length > 1;
}

/** Whether iterations overlap: always, unless MaxConcurrency is 1. */
function runsConcurrently(holder: ParallelState | MapState): boolean {
  return holder.type === "Map" && !(holder.maxConcurrency?.type === "literal" && holder.maxConcurrency.value === 1);
}

function effectsIn(model: SagaModel, names: readonly string[]): readonly string[] {
  return owed(model, names).map(({ state }) => state);
}
