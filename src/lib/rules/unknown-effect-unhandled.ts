import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure } from "../saga/failures/failures.ts";
import type { SagaStep } from "../saga/model.ts";
import { analysisOf, nameSpan } from "./failing.ts";
import { firstOfEach } from "./first-of.ts";
import { listed } from "./listed.ts";
import { taskTimeouts } from "./rollback-failures.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { isOwed, owed, owesAny, rollsBack, undoneBy } from "./step-sets.ts";

/** A step that may have taken effect when what came before it is undone: see docs/rules/unknown-effect-unhandled.md. */
export const unknownEffectUnhandled: Rule = {
  id: "unknown-effect-unhandled",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    const unhandled = taskTimeouts(subject).filter((failure) => leavesUnknown(subject, failure));
    for (const failure of firstOfEach(unhandled, ({ state }) => state)) {
      const undone = owed(subject, failure.open.bits).filter((step) => undoneBy(step, failure.some));
      const by = undone.at(-1)?.compensations.find((compensation) => failure.some.has(compensation));
      findings.push({
        message: `When ${failure.state} times out it may have taken effect; ${rolledBack(undone)}, and nothing finds out or undoes ${failure.state}`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        hint: `Give it a compensation, or ask what became of it before the rollback (a read with "resolves: ${failure.state}" in saga.config.yaml).`,
        path: failingWay(analysis, failure, by === undefined ? {} : { by }),
      });
    }
    return findings;
  },
};

function rolledBack(undone: readonly SagaStep[]): string {
  if (undone.length === 0) return "the rollback runs";
  return `${listed(undone.map(({ state }) => state))} ${undone.length > 1 ? "are" : "is"} undone`;
}

function leavesUnknown(subject: Subject, { state, open, some }: Failure): boolean {
  const { steps } = subject.model;
  const step = steps.get(state);
  if (step === undefined || !isOwed(step) || step.compensations.length > 0 || step.onUnknown === "accepted") return false;
  if (!rollsBack(subject, some) || !owesAny(subject, open)) return false;
  return ![...some].some((name) => steps.get(name)?.resolves === state);
}
