import type { HistoryEvent } from "../history/event.ts";
import type { Visit } from "../verify/visit.ts";
import { readVisits } from "../verify/visits.ts";
import type { VisitFailure, VisitRecord } from "./observation.ts";

/** The stays in states that a whole history tells of, in the order of entering. */
export function readVisitRecords(events: readonly HistoryEvent[]): readonly VisitRecord[] {
  const { visits } = readVisits(events);
  const start = events[0]?.timestamp ?? 0;
  const at = (id: number | null): number => ((id === null ? events.at(-1) : events[id - 1])?.timestamp ?? start) - start;
  const next = new Map<Visit, string>();
  for (const visit of visits) if (visit.from !== null) next.set(visit.from, visit.state);
  return visits.map((visit) => ({
    state: visit.state,
    kind: visit.kind,
    iteration: visit.iteration,
    from: at(visit.entered),
    to: at(visit.left),
    attempts: visit.attempts.length,
    failure: visit.kind === "Parallel" || visit.kind === "Map" ? failureInside(visit, events) : failureOf(visit),
    next: next.get(visit) ?? null,
  }));
}

function failureOf({ attempts }: Visit): VisitFailure | null {
  const last = attempts.at(-1);
  return last === undefined || last.outcome === "done" ? null : { error: last.error, unknown: last.outcome === "unknown" };
}

/** A Parallel or Map fails with the error that failed inside it, which its own events do not repeat. */
function failureInside({ entered, left }: Visit, events: readonly HistoryEvent[]): VisitFailure | null {
  const inside = events.slice(entered, left ?? undefined);
  const failed = inside.findLastIndex(({ type }) => /^(?:ParallelState|MapState|MapRun)(?:Failed|Succeeded)$/.test(type));
  const isOver = inside[failed]?.type.endsWith("Failed") ?? (left === null || events[left - 1]?.type.startsWith("Execution"));
  if (!isOver) return null;
  const cause = inside.slice(0, failed === -1 ? undefined : failed).findLast(({ details }) => "error" in details);
  return { error: cause !== undefined && "error" in cause.details ? (cause.details.error ?? null) : null, unknown: false };
}
