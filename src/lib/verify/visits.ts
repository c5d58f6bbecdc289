import type { HistoryEvent } from "../history/event.ts";
import type { Payload } from "../history/payload.ts";
import type { Attempt } from "./attempt.ts";
import { begunAttempt, endOf } from "./attempt.ts";

/** One stay in a state: from its Entered event to its Exited event. */
export interface Visit {
  readonly state: string;
  /** `Task`, `Choice`, `Parallel`… */
  readonly kind: string;
  /** `Outer[1]/Inner[2]`; null outside Maps. */
  readonly iteration: string | null;
  /** The Parallel or Map visit it lies in. */
  readonly parent: Visit | null;
  /** The visit that led here, by an exit. */
  readonly from: Visit | null;
  readonly entered: number;
  /** Null where it never ended in this history. */
  readonly exited: number | null;
  readonly input: Payload;
  readonly attempts: readonly Attempt[];
}

/** The stays of an execution, in the order of entering, and the last value of each workflow variable. */
export interface VisitLog {
  readonly visits: readonly Visit[];
  readonly variables: ReadonlyMap<string, Payload>;
}

/** Reads visits out of a history. An event belongs to the visit that its previousEventId leads to, never to one that merely stands before it. */
export function readVisits(events: readonly HistoryEvent[]): VisitLog {
  const log: Log = { visits: [], variables: new Map(), owner: new Map(), scope: new Map([[0, ROOT]]) };
  for (const event of events) readEvent(event, log);
  return { visits: log.visits, variables: log.variables };
}

/** A visit while it is being read. */
interface OpenVisit extends Visit {
  readonly parent: OpenVisit | null;
  exited: number | null;
  readonly attempts: Attempt[];
}

/** Where the next state stands. */
interface Scope {
  readonly parent: OpenVisit | null;
  readonly iteration: string | null;
}

interface Log {
  readonly visits: OpenVisit[];
  readonly variables: Map<string, Payload>;
  /** The visit that an event belongs to. */
  readonly owner: Map<number, OpenVisit>;
  /** Where a state that follows an event stands. */
  readonly scope: Map<number, Scope>;
}

const ROOT: Scope = { parent: null, iteration: null };

function readEvent(event: HistoryEvent, log: Log): void {
  const before = log.owner.get(event.previousEventId) ?? null;
  switch (event.type) {
    case "ExecutionStarted":
      log.scope.set(event.id, ROOT);
      return;
    case "ExecutionRedriven": {
      // The unfinished state goes on, and its next events lead here.
      const open = log.visits.findLast(({ exited }) => exited === null);
      if (open) log.owner.set(event.id, open);
      return;
    }
    case "ParallelStateStarted":
    case "MapIterationStarted": {
      const holder = holderOf(event, before);
      if (holder === null) return;
      const { iteration } = holder;
      const label = event.type === "MapIterationStarted" ? `${event.details.name}[${event.details.index}]` : null;
      const inner = label === null ? iteration : [iteration, label].filter((part) => part !== null).join("/");
      log.owner.set(event.id, holder);
      log.scope.set(event.id, { parent: holder, iteration: inner });
      return;
    }
    case "EvaluationFailed": {
      const open = log.visits.findLast(({ state, exited }) => state === event.details.state && exited === null);
      if (open) log.owner.set(event.id, open);
      return;
    }
    default:
  }
  if (event.type.endsWith("StateEntered")) enter(event, before, log);
  else if (event.type.endsWith("StateExited")) leave(event, before, log);
  else {
    const owner = holderOf(event, before);
    if (owner === null) return;
    log.owner.set(event.id, owner);
    readAttempt(event, owner);
  }
}

function enter(event: HistoryEvent, before: OpenVisit | null, log: Log): void {
  if (!("name" in event.details) || !("input" in event.details)) return;
  const scope = log.scope.get(event.previousEventId) ?? before ?? ROOT;
  const from = before !== null && before.exited === event.previousEventId ? before : null;
  const visit: OpenVisit = {
    state: event.details.name,
    kind: event.type.replace("StateEntered", ""),
    parent: scope.parent,
    iteration: scope.iteration,
    from,
    entered: event.id,
    input: event.details.input,
    exited: null,
    attempts: [],
  };
  log.visits.push(visit);
  log.owner.set(event.id, visit);
}

function leave(event: HistoryEvent, before: OpenVisit | null, log: Log): void {
  if (!("name" in event.details) || !("output" in event.details)) return;
  const { name } = event.details;
  const visit =
    outwards(before).find(({ state }) => state === name) ?? log.visits.findLast(({ state, exited }) => state === name && exited === null);
  if (visit === undefined) return;
  visit.exited = event.id;
  log.owner.set(event.id, visit);
  log.scope.set(event.id, visit);
  if ("assignedVariables" in event.details) {
    for (const [variable, value] of Object.entries(event.details.assignedVariables ?? {})) log.variables.set(variable, value);
  }
}

/** The visit that an event is about: events of Parallels, Maps and iterations point at what happened last inside. */
function holderOf(event: HistoryEvent, before: OpenVisit | null): OpenVisit | null {
  const ways = outwards(before);
  if (event.type.startsWith("MapIteration") && "name" in event.details) {
    const { name } = event.details;
    return ways.find(({ state }) => state === name) ?? null;
  }
  const kind = /^(Parallel|Map)(?:State|Run)/.exec(event.type)?.[1];
  return kind === undefined ? before : (ways.find((visit) => visit.kind === kind) ?? null);
}

/** The visit and those it lies in, inner first. */
function outwards(visit: OpenVisit | null): readonly OpenVisit[] {
  const ways: OpenVisit[] = [];
  for (let at = visit; at !== null; at = at.parent) ways.push(at);
  return ways;
}

function readAttempt(event: HistoryEvent, visit: OpenVisit): void {
  if (!/^(?:Task|LambdaFunction|Activity)(?!State)/.test(event.type)) return;
  const last = visit.attempts.at(-1);
  const begins = event.type.endsWith("Scheduled") || last === undefined || last.ended;
  const attempt = begins ? begunAttempt(event.id) : { ...last, events: [...last.events, event.id] };
  const end = endOf(event);
  visit.attempts.splice(begins ? visit.attempts.length : -1, 1, end === null ? attempt : { ...attempt, ...end, ended: true });
}
