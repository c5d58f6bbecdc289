import type { HistoryEvent, HistoryEventOf } from "../history/event.ts";
import { TERMINAL_EVENTS } from "../history/history.ts";
import type { Payload } from "../history/payload.ts";
import type { Attempt } from "./attempt.ts";
import { attemptsAfter, begunAttempt, startedExecution } from "./attempt.ts";
import { isWithin, iterationIn } from "./iterations.ts";
import type { ExecutionPlace, Scope, StartedExecution, StartedMapRun, Visit, VisitLog } from "./visit.ts";

const ALONE: ExecutionPlace = { parent: null, iteration: null, execution: null, running: false, childEnd: () => null };

/** Reads visits out of a history. An event belongs to the visit that its previousEventId leads to, never to one that merely stands before it. */
export function readVisits(events: readonly HistoryEvent[], place: ExecutionPlace = ALONE): VisitLog {
  const log: Log = {
    place,
    visits: [],
    variables: new Map(),
    mapRuns: [],
    nested: [],
    open: new Set(),
    owner: new Map(),
    scope: new Map([[0, place]]),
    ends: new Set(),
  };
  for (const event of events) readEvent(event, log);
  if (place.running) {
    for (const visit of log.open) if (visit.kind === "Task" && visit.attempts.length === 0) visit.attempts = [begunAttempt(visit.entered)];
  }
  return log;
}

/** A visit while it is being read. */
interface OpenVisit extends Visit {
  readonly enteredAfter: number;
  exited: number | null;
  left: number | null;
  /** A Parallel or Map that failed for good: what comes after is about those around it. */
  hasFailed: boolean;
  attempts: readonly Attempt[];
}

interface Log extends VisitLog {
  readonly place: ExecutionPlace;
  readonly visits: OpenVisit[];
  readonly variables: Map<string, Payload>;
  readonly mapRuns: StartedMapRun[];
  readonly nested: StartedExecution[];
  /** The visits that stand, in the order of entering. */
  readonly open: Set<OpenVisit>;
  /** The visit that an event belongs to. */
  readonly owner: Map<number, OpenVisit>;
  /** Where a state that follows an event stands. */
  readonly scope: Map<number, Scope>;
  /** Ends of the execution, and the redrives that took them back. */
  readonly ends: Set<number>;
}

function readEvent(event: HistoryEvent, log: Log): void {
  const before = log.owner.get(event.previousEventId) ?? null;
  if (TERMINAL_EVENTS.has(event.type) || event.type === "ExecutionRedriven") return end(event, before, log);
  if (event.type.endsWith("StateEntered")) return enter(event, before, log);
  if (event.type.endsWith("StateExited")) return leave(event, before, log);
  switch (event.type) {
    case "ExecutionStarted":
      log.scope.set(event.id, log.place);
      return;
    case "ParallelStateStarted":
    case "MapIterationStarted":
      return startFlow(event, before, log);
    case "EvaluationFailed":
      return own(event, evaluated(event, log), log);
    default:
      return readOther(event, holderOf(event, before), log);
  }
}

/** After a redrive the unfinished states go on, and their next events may lead here. */
function end(event: HistoryEvent, before: OpenVisit | null, log: Log): void {
  log.ends.add(event.id);
  own(event, before ?? [...log.open].at(-1), log);
  if (event.type === "ExecutionRedriven") for (const visit of log.open) visit.hasFailed = false;
}

function enter(event: HistoryEvent, before: OpenVisit | null, log: Log): void {
  if (!("name" in event.details) || !("input" in event.details)) return;
  const { name, input } = event.details;
  const again = log.ends.has(event.previousEventId) ? [...log.open].findLast(({ state }) => state === name) : undefined;
  const scope = again ?? log.scope.get(event.previousEventId) ?? before ?? log.place;
  const visit: OpenVisit = {
    state: name,
    kind: event.type.replace("StateEntered", ""),
    execution: log.place.execution,
    parent: scope.parent,
    iteration: scope.iteration,
    from: before !== null && before.exited === event.previousEventId ? before : null,
    entered: event.id,
    enteredAfter: event.previousEventId,
    input,
    exited: null,
    left: null,
    hasFailed: false,
    attempts: [],
  };
  if (again) close(event, log, (other) => other === again || isInside(other, again));
  log.visits.push(visit);
  log.open.add(visit);
  own(event, visit, log);
}

function leave(event: HistoryEvent, before: OpenVisit | null, log: Log): void {
  if (!("name" in event.details) || !("output" in event.details)) return;
  const { name } = event.details;
  const visit = outwards(before).find(({ state }) => state === name) ?? [...log.open].findLast(({ state }) => state === name);
  if (visit === undefined) return;
  visit.exited = event.id;
  const isHolder = visit.kind === "Parallel" || visit.kind === "Map";
  if (log.open.delete(visit)) visit.left = event.id;
  if (isHolder) close(event, log, (other) => isInside(other, visit));
  own(event, visit, log);
  log.scope.set(event.id, visit);
  if ("assignedVariables" in event.details) {
    for (const [variable, value] of Object.entries(event.details.assignedVariables ?? {})) log.variables.set(variable, value);
  }
}

/** Branches begin after ParallelStateStarted, an iteration after MapIterationStarted; a second start leaves behind what stood inside. */
function startFlow(event: HistoryEventOf<"ParallelStateStarted" | "MapIterationStarted">, before: OpenVisit | null, log: Log): void {
  const holder = holderOf(event, before);
  if (holder === null) return;
  const label = "index" in event.details ? `${event.details.name}[${event.details.index}]` : null;
  const iteration = iterationIn(holder.iteration, label);
  close(event, log, (visit) => isInside(visit, holder) && isWithin(visit.iteration, iteration));
  own(event, holder, log);
  log.scope.set(event.id, { parent: holder, iteration });
}

function readOther(event: HistoryEvent, owner: OpenVisit | null, log: Log): void {
  if (owner === null) return;
  own(event, owner, log);
  if (event.type === "MapRunStarted") log.mapRuns.push({ arn: event.details.mapRunArn, visit: owner, event: event.id });
  if (event.type === "ParallelStateFailed" || event.type === "MapStateFailed") owner.hasFailed = true;
  const started = startedExecution(event);
  if (started !== null) log.nested.push({ arn: started.arn, event: event.id });
  owner.attempts = attemptsAfter(owner.attempts, event, log.place.childEnd);
}

/** The visit that an expression failed in: its event follows what the Entered event follows, or the Entered event itself. */
function evaluated({ details, previousEventId }: HistoryEventOf<"EvaluationFailed">, { open }: Log): OpenVisit | undefined {
  const named = [...open].filter(({ state }) => state === details.state);
  return named.findLast(({ entered, enteredAfter }) => [entered, enteredAfter].includes(previousEventId)) ?? named.at(-1);
}

/** The visit that an event is about: events of Parallels, Maps and iterations point at what happened last inside. */
function holderOf({ type, details }: Pick<HistoryEvent, "type" | "details">, before: OpenVisit | null): OpenVisit | null {
  const ways = outwards(before);
  if (type.startsWith("MapIteration") && "name" in details) {
    const { name } = details;
    return ways.find(({ state }) => state === name) ?? null;
  }
  const kind = /^(Parallel|Map)(?:State|Run)/.exec(type)?.[1];
  return kind === undefined ? before : (ways.find((visit) => visit.kind === kind && !visit.hasFailed) ?? null);
}

/** The visit and those of its execution that it lies in, inner first. */
function outwards(visit: OpenVisit | null): readonly OpenVisit[] {
  const ways: OpenVisit[] = [];
  for (let at = visit; at !== null && at.execution === visit?.execution; at = at.parent as OpenVisit | null) ways.push(at);
  return ways;
}

function isInside(visit: Visit, holder: Visit): boolean {
  for (let at = visit.parent; at !== null; at = at.parent) if (at === holder) return true;
  return false;
}

function own({ id }: Pick<HistoryEvent, "id">, visit: OpenVisit | undefined, { owner }: Log): void {
  if (visit !== undefined) owner.set(id, visit);
}

function close({ id }: Pick<HistoryEvent, "id">, { open }: Log, isOver: (visit: OpenVisit) => boolean): void {
  for (const visit of open) {
    if (!isOver(visit)) continue;
    visit.left = id;
    open.delete(visit);
  }
}
