import type { HistoryEvent } from "./event.ts";

/**
 * The events by id, each once: pages overlap and logs arrive in any order. Two different events with one id both stay, so that a
 * reader can tell that something is wrong.
 */
export function inOrder(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  if (events.every((event, index) => index === 0 || event.id > (events[index - 1]?.id ?? 0))) return events;
  const sorted = [...events].sort((a, b) => a.id - b.id);
  return sorted.filter((event, index) => !isSame(event, sorted[index - 1]));
}

function isSame(event: HistoryEvent, other: HistoryEvent | undefined): boolean {
  return (
    event.id === other?.id &&
    event.type === other.type &&
    event.timestamp === other.timestamp &&
    event.previousEventId === other.previousEventId
  );
}
