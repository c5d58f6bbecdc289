import { failingWay } from "../saga/failures/failing-way.ts";
import { UNNAMED } from "../saga/failures/error-classes.ts";
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

function hintOf({ state, error, handler }: Failure, after: After): string {
  if (after === "stuck") return "End it in a Fail state, so that somebody finishes the rollback.";
  if (after === "nothing" && error === null && handler === state) return "Lead it through what undoes the steps before, to a Fail state.";
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
  const calling = rollbackFailures(subject).filter((failure) => !hasFallback(subject, failure));
  const ofCompensations = analysisOf(subject).failures.filter(({ state }) => isCompensation(subject, state));
  const found = [
    ...successesAfter(subject, calling, (failure, last) => {
      if (rollsBackBefore(subject, failure, last)) return "rollback";
      return givesUp(subject, failure) ? "nothing" : null;
    }),
    ...successesAfter(subject, ofCompensations, (failure) => (isUndoneElse(subject, failure) ? "rollback" : "stuck")),
    ...successesAfter(subject, calling, (failure, last) =>
      givesUpItself(subject, failure) && !rollsBackBefore(subject, failure, last) ? "nothing" : null,
    ),
  ];
  return firstOfEach(found, ({ state }) => state);
}

/** The successes that failures lead to; `after` says what each comes after, null where it hides nothing. */
function successesAfter(
  subject: Subject,
  failures: readonly Failure[],
  after: (failure: Failure, last: string) => After | null,
): readonly Mask[] {
  const analysis = analysisOf(subject);
  const found: Mask[] = [];
  for (const failure of failures) {
    if (!mayEndWell(analysis, failure)) continue;
    for (const last of lastStates(analysis, failure)) {
      const known = after(failure, last);
      const mask = known && { state: endingWith(analysis, last), last, failure, after: known };
      if (mask && (mask.after !== "rollback" || !isDeclared(subject, mask))) found.push(mask);
    }
  }
  return found;
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

/** Whether a step is given up, or a Choice finds a failure that no one step has made, with others before or beside it that took effect, and nothing says that the saga can do without it. */
function givesUp(subject: Subject, { state, error, open, beside }: Failure): boolean {
  const step = subject.model.steps.get(state);
  const failsSaga = step === undefined ? error === null : step.role === "forward" && !step.optional;
  return failsSaga && (owesAny(subject, open) || owesAny(subject, beside));
}

/** Whether a step that has a compensation is given up, whatever its error was: what it was to do is not done, and may be all the same. */
function givesUpItself({ model }: Subject, { state, error }: Failure): boolean {
  const step = model.steps.get(state);
  return error === UNNAMED && step?.role === "forward" && !step.optional && step.compensations.length > 0;
}

/** A declared success after a rollback is none to find, unless nobody could tell it from that of a saga that committed. */
function isDeclared(subject: Subject, { last }: Mask): boolean {
  const { forward, after, graph } = analysisOf(subject);
  const targets = after.next[indexOf(graph, last)] ?? [];
  return subject.model.rollbackMaySucceed && !targets.some((target) => forward.has(graph.names[target] ?? ""));
}
