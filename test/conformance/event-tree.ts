import type { EventJson } from "./recorded-case.ts";

/** Whether two events are the same, whatever their ids. */
export type SameEvent = (expected: EventJson, actual: EventJson) => boolean;

/** The events that follow each event. */
type Followers = ReadonlyMap<number, readonly EventJson[]>;

const SECTION_STARTED = new Map([
  ["MapStateStarted", "Map"],
  ["ParallelStateStarted", "Parallel"],
]);
const SECTION_EXITED = new Set(["MapStateExited", "ParallelStateExited"]);
/** Events whose predecessor is whatever ended last in their section, which is not determined. */
const AFTER_SECTION = new Map([
  ...["Succeeded", "Failed", "Aborted", "Exited"].flatMap((end) => [
    [`MapState${end}`, "Map"] as const,
    [`ParallelState${end}`, "Parallel"] as const,
  ]),
  ["MapIterationStarted", "Map"],
]);
/** Trees with many alike branches could be matched in very many ways; no recording comes near this. */
const MAX_COMPARISONS = 200_000;

/** Whether two histories hold the same events in the same lines, in whatever order concurrent lines took their turns. */
export function sameTree(expected: readonly EventJson[], actual: readonly EventJson[], same: SameEvent): boolean {
  const expectedFollowers = followersOf(expected);
  const actualFollowers = followersOf(actual);
  let budget = MAX_COMPARISONS;

  function sameFollowers(expectedId: number, actualId: number): boolean {
    const left = [...(actualFollowers.get(actualId) ?? [])];
    const wanted = expectedFollowers.get(expectedId) ?? [];
    if (wanted.length !== left.length) return false;
    return wanted.every((event) => {
      const found = left.findIndex((other) => {
        budget -= 1;
        return budget >= 0 && event.type === other.type && same(event, other) && sameFollowers(event.id, other.id);
      });
      if (found !== -1) left.splice(found, 1);
      return found !== -1;
    });
  }

  return sameFollowers(0, 0);
}

/** Followers by the id of their predecessor; what comes after a section hangs from the event that opened the section. */
function followersOf(events: readonly EventJson[]): Followers {
  const byId = new Map(events.map((event) => [event.id, event]));
  const followers = new Map<number, EventJson[]>();
  for (const event of events) {
    const kind = AFTER_SECTION.get(event.type);
    const parent = (kind === undefined ? undefined : sectionStart(event, kind, byId)) ?? event.previousEventId;
    const siblings = followers.get(parent);
    if (siblings === undefined) followers.set(parent, [event]);
    else siblings.push(event);
  }
  return followers;
}

/** The id of the event that opened the innermost section open at an event, if it is of this kind; sections that were left on the way do not count. */
function sectionStart(event: EventJson, kind: string, byId: ReadonlyMap<number, EventJson>): number | undefined {
  let depth = 0;
  let before = byId.get(event.previousEventId);
  for (let hops = 0; before !== undefined && hops < byId.size; hops += 1) {
    if (SECTION_EXITED.has(before.type)) depth += 1;
    else if (SECTION_STARTED.has(before.type)) {
      if (depth === 0) return SECTION_STARTED.get(before.type) === kind ? before.id : undefined;
      depth -= 1;
    }
    before = byId.get(before.previousEventId);
  }
  return undefined;
}
