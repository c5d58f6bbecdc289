import type { Finding, Rule, Subject } from "./rule.ts";
import { tasksOnWay } from "./tasks-on-way.ts";

/** Names that also match an error after which the effect may stand. */
const BROAD: ReadonlySet<string> = new Set(["States.ALL", "States.TaskFailed", "States.Timeout"]);

/** A Retry that may do an effect twice: see docs/rules/retry-non-idempotent.md. */
export const retryNonIdempotent: Rule = {
  id: "retry-non-idempotent",
  severity: "info",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, step } of tasksOnWay(subject)) {
      if (step.role !== "forward" || step.idempotent) continue;
      const broad = state.retry.find(
        ({ maxAttempts, errorEquals }) => maxAttempts > 0 && errorEquals.some(({ value }) => BROAD.has(value)),
      );
      if (broad === undefined) continue;
      findings.push({
        message: `"${state.name}" is tried again after errors that leave open whether its effect stands: it may happen twice`,
        state: state.name,
        span: broad.span,
        hint: `Make the step idempotent by a key of the business, and declare it: steps."${state.name}".idempotent in saga.config.yaml.`,
      });
    }
    return findings;
  },
};
