import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure, FailureAnalysis } from "../saga/failures/failures.ts";
import { endsFlow, indexOf } from "../saga/graph/machine-graph.ts";
import { analysisOf, hasFallback, nameSpan, whenItFails } from "./failing.ts";
import { firstOfEach } from "./first-of.ts";
import { isCompensation } from "./recovery-chain.ts";
import type { Rejoining } from "./rejoinings.ts";
import { rejoinings, rollsBackBefore } from "./rejoinings.ts";
import { rollbackFailures } from "./rollback-failures.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { owesAny } from "./step-sets.ts";

/** An execution that ends SUCCEEDED, or goes on, although the saga has failed: see docs/rules/failure-masked.md. */
export const failureMasked: Rule = {
  id: "failure-masked",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const analysis = analysisOf(subject);
    const found = (state: string, { last, failure }: Pick<Mask, "last" | "failure">, more: Said): Finding => ({
      state,
      span: nameSpan(analysis, state),
      path: failingWay(analysis, failure, { by: last }),
      ...more,
      // An asynchronous EXPRESS execution's status reaches nobody.
      ...(subject.type === "EXPRESS" ? { severity: "warning" } : {}),
    });
    const ending = masks(subject).map((mask) => found(mask.state, mask, endsWell(mask)));
    const going = firstOfEach(rejoinings(subject), ({ last }) => endingWith(analysis, last));
    return [...ending, ...Array.from(going, (each) => found(endingWith(analysis, each.last), each, goesOn(each)))];
  },
};

type Said = Pick<Finding, "message" | "hint" | "severity">;

function endsWell({ failure, after }: Mask): Said {
  return { message: `${whenItFails(failure)}, the execution ends SUCCEEDED ${HOW[after]}`, hint: hintOf(failure, after) };
}

function goesOn({ next, endsBranch, failure, after, undoesMore }: Rejoining): Said {
  return {
    message: `${whenItFails(failure)}, the saga goes on with ${next} ${HOW[after]}`,
    hint: endsBranch
      ? hintOf(failure, "rollback")
      : `Lead it to a Fail state, or declare ${failure.state} in saga.config.yaml: optional, or fallback where another step does its work.`,
    ...(undoesMore ? {} : { severity: "warning" }),
  };
}

/** What the success comes after. */
type After = "rollback" | "nothing" | "stuck";

const HOW: Readonly<Record<After, string>> = {
  rollback: "after the rollback",
  nothing: "as if nothing had happened",
  stuck: "although the rollback is not done",
};

function hintOf({ state }: Failure, after: After): string {
  if (after === "stuck") return "End it in a Fail state, so that somebody finishes the rollback.";
  return after === "rollback"
    ? 'End it in a Fail state, or say why it may succeed (Comment: "saga: rollback-may-succeed <reason>").'
    : `End it in a Fail state, or declare ${state} optional in saga.config.yaml.`;
}

/** A state that ends a failed saga in success. */
interface Mask {
  /** The last state before the success, or the Parallel or Map around it that ends with it. */
  readonly state: string;
  /** The last state itself. */
  readonly last: string;
  /** The first failure that leads to it. */
  readonly failure: Failure;
  readonly after: After;
}

function masks(subject: Subject): readonly Mask[] {
  const analysis = analysisOf(subject);
  const first = new Map<string, Mask>();
  for (const failure of rollbackFailures(subject)) {
    if (!mayEndWell(analysis, failure) || hasFallback(subject, failure)) continue;
    for (const last of lastStates(analysis, failure)) {
      const state = endingWith(analysis, last);
      if (first.has(state)) continue;
      const mask: Mask = { state, last, failure, after: rollsBackBefore(subject, failure, last) ? "rollback" : "nothing" };
      if (mask.after === "rollback" ? !isDeclared(subject, mask) : givesUp(subject, failure)) first.set(state, mask);
    }
  }
  for (const failure of analysis.failures) {
    if (!isCompensation(subject, failure.state) || !mayEndWell(analysis, failure)) continue;
    for (const last of lastStates(analysis, failure)) {
      const state = endingWith(analysis, last);
      if (first.has(state)) continue;
      const mask: Mask = { state, last, failure, after: isUndoneElse(subject, failure) ? "rollback" : "stuck" };
      if (mask.after === "stuck" || !isDeclared(subject, mask)) first.set(state, mask);
    }
  }
  return [...first.values()];
}

/** Whether another compensation does what the failed one did not. */
function isUndoneElse({ model }: Subject, { state, undoneAlways }: Failure): boolean {
  const undoes = model.steps.get(state)?.undoes ?? [];
  return undoes.length > 0 && undoes.every((step) => undoneAlways.has(step));
}

function mayEndWell({ endings }: FailureAnalysis, { target }: Failure): boolean {
  return target !== null && endings.maySucceed(target);
}

/** The last states before the successes that a failure leads to. */
function lastStates({ endings, onlyForward }: FailureAnalysis, { target, state, some }: Failure): readonly string[] {
  return target !== null && onlyForward.has(target) ? [state] : [...some].filter((name) => endings.isLastBeforeSuccess(name));
}

/** The state itself, or the outermost Parallel or Map in the recovery that ends when the state has ended its flow. */
function endingWith({ graph, forward }: Pick<FailureAnalysis, "graph" | "forward">, last: string): string {
  const { state, parent } = graph.states.get(last) ?? {};
  if (state === undefined || parent == null || !endsFlow(state) || forward.has(parent)) return last;
  return endingWith({ graph, forward }, parent);
}

/** Whether a step is given up, with others before or beside it that took effect, and nothing says that the saga can do without it. */
function givesUp(subject: Subject, { state, open, beside }: Failure): boolean {
  const step = subject.model.steps.get(state);
  return step?.role === "forward" && !step.optional && (owesAny(subject, open) || owesAny(subject, beside));
}

/** A declared success after a rollback is none to find, unless nobody could tell it from that of a saga that committed. */
function isDeclared(subject: Subject, { last }: Mask): boolean {
  const { forward, after, graph } = analysisOf(subject);
  const targets = after.next[indexOf(graph, last)] ?? [];
  return subject.model.rollbackMaySucceed && !targets.some((target) => forward.has(graph.names[target] ?? ""));
}
