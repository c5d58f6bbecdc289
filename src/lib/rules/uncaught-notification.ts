import { hasBit } from "../base/bits.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import type { TaskState } from "../asl/ast.ts";
import { analysisOf } from "./failing.ts";
import { leadsToCompensation, rollsBackItself } from "./recovery-chain.ts";
import { lateFailures } from "./rollback-failures.ts";
import { stateSet } from "../saga/graph/state-set.ts";
import type { Finding, Fix, Rule, Subject } from "./rule.ts";
import { rollsBack } from "./step-sets.ts";
import { afterEffect } from "./success-way.ts";
import { catchersAround, uncaughtErrors } from "./uncaught-errors.ts";

/** A notification that can fail, or roll back, a saga whose work is done, or break off its rollback: see docs/rules/uncaught-notification.md. */
export const uncaughtNotification: Rule = {
  id: "uncaught-notification",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, gap } of uncaughtAfterEffect(subject)) {
      const harm = harmOf(subject, state);
      if (harm === null) continue;
      findings.push({
        message: `"${state.name}" ${harm.is}, but ${gap}: its failure ${harm.does}`,
        state: state.name,
        span: state.nameSpan,
        hint: "Catch States.ALL and go on to what comes next.",
        ...(harm.severity && { severity: harm.severity }),
        ...fixOf(state),
      });
    }
    return findings;
  },
};

/** What a notification is, and what its failure does. */
interface Harm {
  readonly is: string;
  readonly does: string;
  readonly severity?: "error";
}

/** A notification, and how its failure gets past its Catch. */
interface Uncaught {
  readonly state: TaskState;
  readonly gap: string;
}

function uncaughtAfterEffect(subject: Subject): readonly Uncaught[] {
  const { graph } = analysisOf(subject);
  const found: Uncaught[] = [];
  for (const { index, state } of graph.places) {
    if (state.type !== "Task" || subject.model.steps.get(state.name)?.role !== "notification") continue;
    if (!hasBit(afterEffect(subject), index) || rollsBackItself(subject, state)) continue;
    const gap = gapOf(subject, state);
    if (gap !== null) found.push({ state, gap });
  }
  return found;
}

function gapOf(subject: Subject, state: TaskState): string | null {
  if (state.catch.length === 0) return "has no Catch";
  if (uncaughtErrors(state.catch) !== null) return "its Catch lets some errors pass";
  const failing = lateFailures(subject).find((failure) => failure.state === state.name && failure.handler === state.name);
  return failing === undefined ? null : `its Catch goes to ${failing.target}`;
}

/** Null where its failure does the saga no harm. */
function harmOf(subject: Subject, { name }: TaskState): Harm | null {
  const { graph, forward, after } = analysisOf(subject);
  const around = catchersAround(graph, name).filter((catching) => catching.state !== name);
  if (!forward.has(name)) {
    const ahead = after.some[indexOf(graph, name)];
    if (around.length > 0 || ahead === undefined || !rollsBack(subject, stateSet(graph, ahead))) return null;
    return { is: "undoes nothing", does: "breaks off the rollback before it is done", severity: "error" };
  }
  const is = "only tells somebody";
  if (around.some(({ catchers }) => catchers.some(({ next }) => leadsToCompensation(subject, next.value))))
    return { is, does: `rolls back what was done, by the Catch of "${around[0]?.state ?? ""}"`, severity: "error" };
  return { is, does: "fails a saga whose effects stand" };
}

/** A Catch that goes on to what comes next, and keeps the state's input. */
function fixOf(state: TaskState): { readonly fix?: Fix } {
  if (state.next === undefined || state.catch.length > 0) return {};
  const kept = state.queryLanguage === "JSONata" ? { Output: "{% $states.input %}" } : { ResultPath: null };
  const value = [{ ErrorEquals: ["States.ALL"], ...kept, Next: state.next.value }];
  return { fix: { type: "add-field", object: state.span, key: "Catch", value } };
}
