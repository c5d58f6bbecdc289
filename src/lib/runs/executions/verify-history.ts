import { allStates } from "../../asl/graph.ts";
import { UserError } from "../../base/user-error.ts";
import type { HistoryEvent } from "../../history/event.ts";
import { TERMINAL_EVENTS } from "../../history/history.ts";
import type { HistoryFile } from "../../history/read-history.ts";
import type { SagaModel } from "../../saga/model.ts";
import type { Verdict } from "../../verify/verdict.ts";
import type { Children } from "../../verify/children.ts";
import { NO_CHILDREN } from "../../verify/children.ts";
import type { ExecutionStatus, Source } from "../../verify/reading.ts";
import { readEvents } from "../../verify/reading.ts";
import { verdictFailures } from "../../verify/verdict-failures.ts";
import { verify } from "../../verify/verify.ts";
import { checkJudgement } from "./check-judgement.ts";
import type { Judgement } from "./check-judgement.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";

/** What an execution's history proves. */
export interface HistoryReport {
  readonly executionArn: string | null;
  readonly status: ExecutionStatus;
  /** Until when a redrive is possible, ms since the epoch; null where none is. */
  readonly redriveUntil: number | null;
  readonly model: SagaModel;
  readonly verdict: Verdict;
  readonly exitCode: 0 | 1;
  /** Why the exit code is 1, a sentence each. */
  readonly failures: readonly string[];
}

/** Judges a saved history by the definition that ran. @throws UserError where the two do not belong together. */
export function verifyHistory(history: HistoryFile, resolved: ResolvedMachine, judgement: Judgement): HistoryReport {
  const { executionArn, events } = history;
  const source = { sourceLeavesGaps: history.source === "logs", truncated: history.truncated };
  const report = judgeHistory({ executionArn, events, source, children: NO_CHILDREN }, resolved, judgement);
  const { reason } = report.verdict;
  if (reason === undefined || readEvents(events, source).gap !== null) return report;
  return { ...report, verdict: { ...report.verdict, reason: `${reason} ${ONE_ONLY}` } };
}

/** What a whole history has gaps for. */
const ONE_ONLY = "A saved history is that of one execution: verified by its ARN, those that it leads to are read, too.";

/** A history with what is known of where it came from, and of the executions that it leads to. */
export interface HistoryToJudge {
  readonly executionArn: string | null;
  readonly events: readonly HistoryEvent[];
  readonly source: Source;
  readonly children: Children;
}

/** Judges a history by the definition that ran. @throws UserError where the two do not belong together. */
export function judgeHistory(
  { executionArn, events, source, children }: HistoryToJudge,
  resolved: ResolvedMachine,
  judgement: Judgement,
): HistoryReport {
  const checked = checkJudgement(judgement);
  checkFit(events, resolved);
  const { model } = resolved;
  const isExpress = resolved.type === "EXPRESS" || executionArn?.includes(":express:") === true;
  const verdict = verify(events, model, { ...source, children, isExpress });
  const { status } = readEvents(events, source);
  const failures = verdictFailures(verdict, { ...checked, status, missedFaults: [] });
  const redriveUntil = verdict.recovery.advice === "redrive" ? redriveDeadline(events) : null;
  return { executionArn, status, redriveUntil, model, verdict, exitCode: failures.length === 0 ? 0 : 1, failures };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
const REDRIVABLE_MS = 14 * 24 * 3600 * 1000;

function redriveDeadline(events: readonly HistoryEvent[]): number | null {
  const end = events.findLast(({ type }) => TERMINAL_EVENTS.has(type));
  return end === undefined ? null : end.timestamp + REDRIVABLE_MS;
}

function checkFit(events: readonly HistoryEvent[], { machine, file }: ResolvedMachine): void {
  const known = new Map([...allStates(machine)].map((state) => [state.name, state.type]));
  for (const { id, type, details } of events) {
    if (!type.endsWith("StateEntered") || !("name" in details)) continue;
    const stateType = type.slice(0, -"StateEntered".length);
    if (known.get(details.name) === stateType) continue;
    const problem = known.has(details.name)
      ? `is a ${known.get(details.name)} there, and a ${stateType} in the history`
      : "is not a state there";
    throw new UserError(
      `The history does not fit this definition: "${details.name}" (event ${id}) ${problem}`,
      "Name the definition that the execution ran with.",
      { file },
    );
  }
}
