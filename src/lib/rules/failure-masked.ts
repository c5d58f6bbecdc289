import { failingWay } from "../saga/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures.ts";
import type { SagaModel } from "../saga/model.ts";
import { indexOf } from "../saga/machine-graph.ts";
import { hasBit, noBits } from "../base/bits.ts";
import { callsForRollback, failuresOf, firstOfEach, nameSpan, owed, whenItFails } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** An execution that ends SUCCEEDED although the saga has failed: see docs/rules/failure-masked.md. */
export const failureMasked: Rule = {
  id: "failure-masked",
  severity: "error",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const { model, type } = subject;
    for (const { state, failure, rolledBack } of masks(analysis, model)) {
      yield {
        message: `${whenItFails(failure)}, the execution ends SUCCEEDED ${rolledBack ? "after the rollback" : "as if nothing had happened"}`,
        state,
        span: nameSpan(analysis, state),
        // An asynchronous EXPRESS execution's status reaches nobody.
        ...(type === "EXPRESS" ? { severity: "warning" } : {}),
        hint: rolledBack
          ? 'End it in a Fail state, or say why it may succeed (Comment: "saga: rollback-may-succeed <reason>").'
          : `End it in a Fail state, or declare ${failure.state} optional in saga.config.yaml.`,
        path: failingWay(analysis, failure, { by: state }),
      };
    }
  },
};

/** A state that ends a failed saga in success. */
interface Mask {
  /** The last state before the success. */
  readonly state: string;
  /** The first failure that leads to it. */
  readonly failure: Failure;
  /** Whether a compensation runs before it. */
  readonly rolledBack: boolean;
}

function masks(analysis: FailureAnalysis, model: SagaModel): readonly Mask[] {
  const found = analysis.failures
    .filter((failure) => callsForRollback(analysis, model, failure))
    .flatMap((failure) =>
      lastStates(analysis, failure).map((state) => ({ state, failure, rolledBack: rollsBackBefore(analysis, model, failure, state) })),
    )
    .filter((mask) => (mask.rolledBack ? !isDeclared(analysis, model, mask) : givesUp(model, mask.failure)));
  return firstOfEach(found, ({ state }) => state);
}

function lastStates({ endings, forward }: FailureAnalysis, { target, state, some }: Failure): readonly string[] {
  if (target === null || !endings.maySucceed(target)) return [];
  return forward.has(target) ? [state] : [...some].filter((name) => endings.isLastBeforeSuccess(name));
}

function rollsBackBefore({ graph, after }: FailureAnalysis, model: SagaModel, { some }: Failure, last: string): boolean {
  const at = indexOf(graph, last);
  const leadsThere = (name: string): boolean => hasBit(after.some[indexOf(graph, name)] ?? noBits(0), at);
  return [...some].some((name) => (model.steps.get(name)?.undoes.length ?? 0) > 0 && leadsThere(name));
}

/** Whether a step is given up, with others before or beside it that took effect, and nothing says that the saga can do without it. */
function givesUp(model: SagaModel, { state, open, beside }: Failure): boolean {
  const step = model.steps.get(state);
  return step?.role === "forward" && !step.optional && !step.fallback && owed(model, [...open, ...beside]).length > 0;
}

/** A declared success after a rollback is none to find, unless nobody could tell it from that of a saga that committed. */
function isDeclared({ forward, after, graph }: FailureAnalysis, model: SagaModel, { state }: Mask): boolean {
  const targets = after.next[indexOf(graph, state)] ?? [];
  return model.rollbackMaySucceed && !targets.some((target) => forward.has(graph.names[target] ?? ""));
}
