import type { HistoryEvent } from "../history/event.ts";
import { payloadValue } from "../history/payload.ts";
import type { SagaModel } from "../saga/model.ts";
import { businessKey } from "./business-key.ts";
import { judgeEffects, reportEffect } from "./judge-effects.ts";
import { outcomeOf } from "./outcome.ts";
import type { Reading, Source } from "./reading.ts";
import { readEvents } from "./reading.ts";
import { planRecovery } from "./recovery.ts";
import { readSagaLog } from "./saga-log.ts";
import type { InjectedEffect, Verdict } from "./verdict.ts";
import { findNotes, findViolations } from "./violations.ts";

/** What the verifier is told beside the history. */
export interface VerifyOptions extends Source {
  /** Effects that saga-cli itself caused although the history shows a failure. */
  readonly injected?: readonly InjectedEffect[];
}

/** Proves from an execution's history what became of its saga (DESIGN.md §8). Events may come in any order and more than once. */
export function verify(history: readonly HistoryEvent[], model: SagaModel, options: VerifyOptions = {}): Verdict {
  const reading = readEvents(history, options);
  const { injected = [] } = options;
  const verdict = judge(reading, model, injected);
  if (injected.length === 0) return verdict;
  const alone = judge(reading, model, []).outcome;
  return alone === verdict.outcome ? verdict : { ...verdict, historyOutcome: alone };
}

function judge(reading: Reading, model: SagaModel, injected: readonly InjectedEffect[]): Verdict {
  const { gap } = reading;
  const log = readSagaLog(reading, model, injected);
  const effects = judgeEffects(log);
  const violations = model.saga ? findViolations(log, effects, gap !== null) : [];
  const outcome = outcomeOf(log, effects, violations, gap !== null);
  return {
    outcome,
    model: model.source,
    key: keyOf(reading, model),
    effects: effects.map(reportEffect),
    violations,
    notes: model.saga ? findNotes(log, effects) : [],
    recovery: planRecovery(outcome, log, effects, gap),
    ...(outcome === "unproven" && gap !== null ? { reason: gap } : {}),
  };
}

function keyOf({ events }: Reading, { key }: SagaModel): string | null {
  const [started] = events;
  return key === null || started?.type !== "ExecutionStarted" ? null : businessKey(key, payloadValue(started.details.input));
}
