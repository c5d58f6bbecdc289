import type { EventJson } from "./recorded-case.ts";

const ENDS = new Set(["ParallelStateSucceeded", "ParallelStateAborted", "ParallelStateExited", "ParallelStateFailed"]);

/**
 * The history as the tool that recorded some cases would have written it down: ids inside a Parallel are zero. It writes the
 * events of a section back at each event that ends one, and so loses those between two such ends.
 */
export function withZeroedParallels(history: readonly EventJson[]): readonly EventJson[] {
  const events = [...history];
  let start: number | undefined;
  let inside = false;
  let section: EventJson[] = [];
  for (let at = 0; at < events.length; at += 1) {
    const event = events[at]!;
    if (ENDS.has(event.type)) {
      if (start !== undefined) events.splice(start, at - start, ...section);
      inside = false;
    } else if (event.type === "ParallelStateStarted") {
      inside = true;
      section = [];
      start = at + 1;
    } else if (inside) {
      events[at] = { ...event, id: 0, previousEventId: 0 };
      section.push(events[at]!);
    }
  }
  return events;
}
