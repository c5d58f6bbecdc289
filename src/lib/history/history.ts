import type { EventDetails, EventType, HistoryEvent } from "./event.ts";

/** An execution's events as they happen; ids count from 1 without gaps. */
export class History {
  readonly events: HistoryEvent[] = [];
  readonly #onEvent: ((event: HistoryEvent) => void) | undefined;

  /** `onEvent` sees every event when it has been appended. */
  constructor(onEvent?: (event: HistoryEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** Appends an event and gives its id. */
  append<T extends EventType>(type: T, previousEventId: number, timestamp: number, details: EventDetails[T]): number {
    const id = this.events.length + 1;
    const event = { id, previousEventId, timestamp, type, details } as HistoryEvent;
    this.events.push(event);
    this.#onEvent?.(event);
    return id;
  }
}

/** Event types that end an execution. */
export const TERMINAL_EVENTS: ReadonlySet<EventType> = new Set([
  "ExecutionSucceeded",
  "ExecutionFailed",
  "ExecutionAborted",
  "ExecutionTimedOut",
]);
