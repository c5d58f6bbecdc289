import { hasBit, noBits } from "../base/bits.ts";
import { failingWay } from "../saga/failing-way.ts";
import type { Failure } from "../saga/failures.ts";
import { indexOf } from "../saga/machine-graph.ts";
import { failuresOf, nameSpan, rollbackFailures, whenItFails } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { owesAny, rollsBack } from "./step-sets.ts";

/** An execution that ends SUCCEEDED although the saga has failed: see docs/rules/failure-masked.md. */
export const failureMasked: Rule = {
  id: "failure-masked",
  severity: "error",
  judges: "saga",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = failuresOf(subject);
    const { type } = subject;
    for (const { state, failure, rolledBack } of masks(subject)) {
      findings.push({
        message: `${whenItFails(failure)}, the execution ends SUCCEEDED ${rolledBack ? "after the rollback" : "as if nothing had happened"}`,
        state,
        span: nameSpan(analysis, state),
        // An asynchronous EXPRESS execution's status reaches nobody.
        ...(type === "EXPRESS" ? { severity: "warning" } : {}),
        hint: rolledBack
          ? 'End it in a Fail state, or say why it may succeed (Comment: "saga: rollback-may-succeed <reason>").'
          : `End it in a Fail state, or declare ${failure.state} optional in saga.config.yaml.`,
        path: failingWay(analysis, failure, { by: state }),
      });
    }
    return findings;
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

function masks(subject: Subject): readonly Mask[] {
  const first = new Map<string, Mask>();
  for (const failure of rollbackFailures(subject)) {
    for (const state of lastStates(subject, failure)) {
      if (first.has(state)) continue;
      const mask = { state, failure, rolledBack: rollsBackBefore(subject, failure, state) };
      if (mask.rolledBack ? !isDeclared(subject, mask) : givesUp(subject, failure)) first.set(state, mask);
    }
  }
  return [...first.values()];
}

function lastStates(subject: Subject, { target, state, some }: Failure): readonly string[] {
  const { endings, forward } = failuresOf(subject);
  if (target === null || !endings.maySucceed(target)) return NOWHERE;
  return forward.has(target) ? [state] : [...some].filter((name) => endings.isLastBeforeSuccess(name));
}

const NOWHERE: readonly string[] = [];

function rollsBackBefore(subject: Subject, { some }: Failure, last: string): boolean {
  if (!rollsBack(subject, some)) return false;
  const { graph, after } = failuresOf(subject);
  const at = indexOf(graph, last);
  const leadsThere = (name: string): boolean => hasBit(after.some[indexOf(graph, name)] ?? noBits(0), at);
  return [...some].some((name) => (subject.model.steps.get(name)?.undoes.length ?? 0) > 0 && leadsThere(name));
}

/** Whether a step is given up, with others before or beside it that took effect, and nothing says that the saga can do without it. */
function givesUp(subject: Subject, { state, open, beside }: Failure): boolean {
  const step = subject.model.steps.get(state);
  return step?.role === "forward" && !step.optional && !step.fallback && (owesAny(subject, open) || owesAny(subject, beside));
}

/** A declared success after a rollback is none to find, unless nobody could tell it from that of a saga that committed. */
function isDeclared(subject: Subject, { state }: Mask): boolean {
  const { forward, after, graph } = failuresOf(subject);
  const targets = after.next[indexOf(graph, state)] ?? [];
  return subject.model.rollbackMaySucceed && !targets.some((target) => forward.has(graph.names[target] ?? ""));
}
