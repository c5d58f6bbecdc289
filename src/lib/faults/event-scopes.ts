import type { HistoryEvent } from "../history/event.ts";

/** Where in a machine an event happened. */
export interface EventScope {
  /** The state that the event is of; null between states. */
  readonly state: string | null;
  /** `Outer[1]/Inner[2]`, null outside Maps. */
  readonly iteration: string | null;
  /** The Parallel or Map that this lies in. */
  readonly within: EventScope | null;
  /** Whether a branch or iteration of the state may begin after the event. */
  readonly holds: "Parallel" | "Map" | null;
}

const OUTSIDE: EventScope = { state: null, iteration: null, within: null, holds: null };

/** Tells of each event, given in the order of their ids, where it happened: task events carry no state name, so it follows previousEventId. */
export function createEventScopes(): (event: HistoryEvent) => EventScope {
  const scopes = new Map<number, EventScope>();
  return (event) => {
    const scope = scopeOf(event, scopes.get(event.previousEventId) ?? OUTSIDE);
    scopes.set(event.id, scope);
    return scope;
  };
}

function scopeOf(event: HistoryEvent, before: EventScope): EventScope {
  const { type, details } = event;
  const [, kind] = /^(Parallel|Map)/.exec(type) ?? [];
  const holds = (kind as "Parallel" | "Map" | undefined) ?? null;
  if (type.endsWith("StateEntered") && "name" in details) return { ...between(before), state: details.name, holds };
  if (type.endsWith("StateExited") && "name" in details) {
    const { name } = details;
    return between(outwards(before).find(({ state }) => state === name) ?? before);
  }
  switch (type) {
    case "ParallelStateStarted":
    case "MapStateStarted":
    case "ParallelStateFailed":
    case "MapStateFailed":
    case "ParallelStateSucceeded":
    case "MapStateSucceeded": {
      const holder = outwards(before).find((scope) => scope.holds === holds) ?? before;
      if (type === "ParallelStateStarted") return { ...OUTSIDE, iteration: holder.iteration, within: holder };
      // What failed or succeeded holds nothing any more: what begins next is about those around it.
      return type === "MapStateStarted" ? holder : { ...holder, holds: null };
    }
    case "MapIterationStarted": {
      const holder = outwards(before).find(({ state }) => state === event.details.name) ?? before;
      const label = `${event.details.name}[${event.details.index}]`;
      return { ...OUTSIDE, iteration: holder.iteration === null ? label : `${holder.iteration}/${label}`, within: holder };
    }
    default:
      return before;
  }
}

/** The place after or before a state of the same line. */
function between({ iteration, within }: EventScope): EventScope {
  return { state: null, iteration, within, holds: null };
}

function outwards(scope: EventScope): readonly EventScope[] {
  const ways: EventScope[] = [];
  for (let at: EventScope | null = scope; at !== null; at = at.within) ways.push(at);
  return ways;
}
