import { failingWay } from "../saga/failing-way.ts";
import type { FailureAnalysis } from "../saga/failures.ts";
import { allStates } from "../asl/graph.ts";
import { nestedFlows } from "../asl/graph.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { stateSet } from "../saga/state-set.ts";
import type { EscapingFailure } from "./escaping-failures.ts";
import { escapingFailures } from "./escaping-failures.ts";
import { failuresOf, firstOfEach, listed, nameSpan, owed, undoneBy, whenItFails } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A Parallel or Map that fails and leaves the effects of its other flows: see docs/rules/parallel-partial-compensation.md. */
export const parallelPartialCompensation: Rule = {
  id: "parallel-partial-compensation",
  severity: "error",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const found = [...escapingFailures(analysis)]
      .map((escaping) => ({ ...escaping, left: leftBeside(analysis, subject.model, escaping) }))
      .filter(({ left }) => left.length > 0);
    for (const { holder, failure, left } of firstOfEach(found, ({ holder }) => holder.name)) {
      const kept = listed(left.map(({ state }) => state));
      const iterations = holder.type === "Map" ? " of other iterations" : "";
      yield {
        message: `${whenItFails(failure)}, ${holder.name} fails, and nothing undoes ${kept}${iterations}`,
        state: holder.name,
        span: nameSpan(analysis, holder.name),
        hint: `Catch States.ALL in ${holder.name} and compensate every ${holder.type === "Map" ? "iteration" : "branch"} there, or let each catch for itself and return a status.`,
        path: failingWay(analysis, failure),
      };
    }
  },
};

/** The steps in the other flows of the holder whose effect may stand, and that nothing undoes then. */
function leftBeside(
  { graph, effects }: FailureAnalysis,
  model: SagaModel,
  { holder, flow, failure }: EscapingFailure,
): readonly SagaStep[] {
  const others = nestedFlows(holder).filter((other) => other !== flow || holder.type === "Map");
  return others.flatMap((other) => {
    const open = effects.during(other);
    const inside = [...allStates(other)].map(({ name }) => name);
    const standing = open === undefined ? undefined : stateSet(graph, open);
    const steps = owed(
      model,
      inside.filter((name) => standing?.has(name) === true),
    );
    return steps.filter((step) => !undoneBy(step, failure.some));
  });
}
