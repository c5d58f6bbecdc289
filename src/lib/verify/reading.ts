import type { HistoryEvent } from "../history/event.ts";
import { TERMINAL_EVENTS } from "../history/history.ts";
import { inOrder } from "../history/in-order.ts";

/** Where an execution stands, as DescribeExecution names it. */
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED" | "TIMED_OUT";

/** A history as far as it can be trusted. */
export interface Reading {
  /** By id, each once. */
  readonly events: readonly HistoryEvent[];
  readonly status: ExecutionStatus;
  /** Why the history proves nothing, with the likely cause; null where it is whole. */
  readonly gap: string | null;
}

/** What is known of where the events came from. */
export interface Source {
  /** The source may leave events out (a log level), so that missing ids alone say nothing. */
  readonly sourceLeavesGaps?: boolean;
  /** There was more to read (a `nextToken`). */
  readonly truncated?: boolean;
}

/** Puts the events in order and says what is missing: ids must run from 1 without a hole, up to a terminal event. */
export function readEvents(history: readonly HistoryEvent[], source: Source): Reading {
  const events = inOrder(history);
  const status = statusOf(events);
  return { events, status, gap: gapIn(events, status, source) };
}

const STATUS: Readonly<Record<string, ExecutionStatus>> = {
  ExecutionSucceeded: "SUCCEEDED",
  ExecutionFailed: "FAILED",
  ExecutionAborted: "ABORTED",
  ExecutionTimedOut: "TIMED_OUT",
};

/** A redrive takes an end back. */
function statusOf(events: readonly HistoryEvent[]): ExecutionStatus {
  const last = events.findLast(({ type }) => TERMINAL_EVENTS.has(type) || type === "ExecutionRedriven");
  return (last && STATUS[last.type]) ?? "RUNNING";
}

function gapIn(
  events: readonly HistoryEvent[],
  status: ExecutionStatus,
  { sourceLeavesGaps = false, truncated = false }: Source,
): string | null {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return "The history holds no events.";
  const hole = sourceLeavesGaps ? brokenLink(events, first) : holeIn(events, first);
  if (hole !== null) return hole;
  if (status === "RUNNING" && truncated) {
    return `The history stops at event ${last.id} and more was to come (nextToken): read every page, without --max-items.`;
  }
  return null;
}

function holeIn(events: readonly HistoryEvent[], first: HistoryEvent): string | null {
  if (first.id > 1)
    return `${missing(1, first.id - 1)} missing: a page before these was not read, or the history was cut (nextToken, --max-items).`;
  for (const [index, event] of events.entries()) {
    const previous = events[index - 1];
    if (previous === undefined) continue;
    if (event.id === previous.id) return `Two different events have the id ${event.id}: the file mixes two executions.`;
    if (event.id > previous.id + 1) {
      return `${missing(previous.id + 1, event.id - 1)} missing: the log level leaves events out, a page was not read (nextToken), or they were taken out of the file.`;
    }
  }
  return null;
}

/** What a source leaves out may be missing as long as nothing that is there follows from it. */
function brokenLink(events: readonly HistoryEvent[], first: HistoryEvent): string | null {
  const advice = "log every event (level ALL, with execution data).";
  if (first.type !== "ExecutionStarted") return `The log does not begin with the execution's start: ${advice}`;
  const ids = new Set(events.map(({ id }) => id));
  const orphan = events.find(({ previousEventId }) => previousEventId !== 0 && !ids.has(previousEventId));
  return orphan === undefined ? null : `Event ${orphan.id} follows event ${orphan.previousEventId}, which is missing: ${advice}`;
}

function missing(from: number, to: number): string {
  return from === to ? `Event ${from} is` : `Events ${from} to ${to} are`;
}
