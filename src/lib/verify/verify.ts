import type { HistoryEvent } from "../history/event.ts";
import { payloadValue } from "../history/payload.ts";
import type { SagaModel } from "../saga/model.ts";
import type { ChildEnd } from "./attempt.ts";
import { businessKey } from "./business-key.ts";
import type { Children, NestedExecution } from "./children.ts";
import { NO_CHILDREN } from "./children.ts";
import { judgeEffects, reportEffect } from "./judge-effects.ts";
import type { JudgedExecution, NestedJudge } from "./nested-executions.ts";
import { nestedEnd, nestedFindings, nestedGap } from "./nested-executions.ts";
import { findNotes } from "./notes.ts";
import { orderFaults } from "./order.ts";
import { outcomeOf } from "./outcome.ts";
import type { ReadExecution } from "./read-execution.ts";
import { readExecution } from "./read-execution.ts";
import type { Source } from "./reading.ts";
import { planRecovery } from "./recovery.ts";
import { readSagaLog } from "./saga-log.ts";
import type { InjectedEffect, Verdict } from "./verdict.ts";
import { findViolations } from "./violations.ts";

/** What the verifier is told beside the history. */
export interface VerifyOptions extends Source {
  /** Effects that saga-cli itself caused although the history shows a failure. */
  readonly injected?: readonly InjectedEffect[];
  /** The executions that the history leads to: without them, one that does is `unproven`. */
  readonly children?: Children;
  /** Whether it is an EXPRESS execution, which nothing redrives. */
  readonly isExpress?: boolean;
}

/** Proves from an execution's history what became of its saga (docs/verdicts.md). Events may come in any order and more than once. */
export function verify(history: readonly HistoryEvent[], model: SagaModel, options: VerifyOptions = {}): Verdict {
  const { injected = [], children = NO_CHILDREN, isExpress = false } = options;
  const nested = nestedJudge(children);
  const execution = readWhole(history, options, children, nested);
  const verdict = judge(execution, { model, injected, isExpress }, nested);
  if (injected.length === 0) return verdict;
  const alone = judge(execution, { model, injected: [], isExpress }, nested).outcome;
  return alone === verdict.outcome ? verdict : { ...verdict, historyOutcome: alone };
}

/** Judges each nested execution once. */
function nestedJudge(children: Children): NestedJudge {
  const judged = new Map<string, JudgedExecution | null>();
  return (arn) => {
    const known = judged.get(arn);
    if (known !== undefined) return known;
    const child = children.nested.find((one) => one.arn === arn);
    const result = child === undefined ? null : judgeNested(child, children);
    judged.set(arn, result);
    return result;
  };
}

function judgeNested(child: NestedExecution, children: Children): JudgedExecution {
  // Whatever the histories say, no execution is nested in itself.
  const others = { ...children, nested: children.nested.filter((one) => one !== child) };
  const nested = nestedJudge(others);
  const execution = readWhole(child.history, child, others, nested);
  const { status, gap } = execution;
  return { verdict: judge(execution, { model: child.model, injected: [], isExpress: false }, nested), status, gap };
}

/** Reads an execution with what it led to; a nested execution that proves nothing is a gap once the whole has ended. */
function readWhole(history: readonly HistoryEvent[], source: Source, children: Children, nested: NestedJudge): ReadExecution {
  const childEnd = (arn: string): ChildEnd | null => {
    const child = nested(arn);
    return child && nestedEnd(child);
  };
  const execution = readExecution(history, source, children, { execution: null, parent: null, iteration: null, childEnd });
  const isOver = execution.gap === null && execution.status !== "RUNNING";
  return isOver ? { ...execution, gap: nestedGap(execution, nested, children) } : execution;
}

/** What an execution is judged by. */
interface Known {
  readonly model: SagaModel;
  readonly injected: readonly InjectedEffect[];
  readonly isExpress: boolean;
}

function judge(execution: ReadExecution, { model, injected, isExpress }: Known, nested: NestedJudge): Verdict {
  const { gap } = execution;
  const log = readSagaLog(execution, model, injected);
  const effects = judgeEffects(log);
  const faults = model.saga ? orderFaults(log) : [];
  const violations = model.saga ? findViolations(log, effects, faults) : [];
  const notes = model.saga ? findNotes(log, effects, faults) : [];
  const outcome = outcomeOf(log, effects, violations);
  const inNested = nestedFindings(execution, nested);
  return {
    outcome,
    model: model.source,
    key: keyOf(execution, model),
    effects: effects.map(reportEffect),
    violations: [...violations, ...inNested.violations],
    notes: [...notes, ...inNested.notes],
    recovery: planRecovery(outcome, log, effects, isExpress),
    ...(outcome === "unproven" && gap !== null ? { reason: gap } : {}),
  };
}

function keyOf({ events }: ReadExecution, { key }: SagaModel): string | null {
  const [started] = events;
  return key === null || started?.type !== "ExecutionStarted" ? null : businessKey(key, payloadValue(started.details.input));
}
