import type { HistoryEvent } from "../history/event.ts";

/** Tells the state that an event of a history belongs to: the one that it names, else that of the event it follows; null outside states. */
export function eventState(history: readonly HistoryEvent[]): (event: HistoryEvent) => string | null {
  const states = new Map<number, string | null>([[0, null]]);
  for (const { id, previousEventId, type, details } of history) {
    const named = "name" in details ? details.name : "state" in details ? details.state : undefined;
    const isEnd = type.startsWith("Execution");
    states.set(id, isEnd ? null : (named ?? states.get(previousEventId) ?? null));
  }
  return ({ id }) => states.get(id) ?? null;
}
