import type { Failure, HistoryEvent } from "../history/event.ts";

/** One stay in a state as far as the events of an execution that goes on have told of it. */
export interface FollowedVisit {
  readonly state: string;
  /** The state with the Map iterations it runs in, as `Items[1]/ReserveItem`. */
  readonly place: string;
  /** The visit whose exit led here. */
  readonly from: FollowedVisit | undefined;
  /** How often its task has been scheduled. */
  attempts: number;
  /** How the last attempt failed; undefined while it runs and where it succeeded. */
  failure: (Failure & { readonly at: number }) | undefined;
  /** How long the last retry waited, in ms; undefined before the first. */
  retriedAfter: number | undefined;
}

/** Follows an execution's events, one by one in the order of their ids, from state to state. */
export interface VisitFollower {
  /** The visit that the event belongs to, brought up to date; undefined for events of the execution and of Map iterations. */
  next(event: HistoryEvent): FollowedVisit | undefined;
}

/** Where an event stands: the visit it belongs to, and the path of Map iterations around it. */
interface Standing {
  readonly visit: FollowedVisit | undefined;
  readonly scope: string;
}

const NOWHERE: Standing = { visit: undefined, scope: "" };

/** A follower of one execution. Only Entered, Exited and EvaluationFailed events name their state; the others are followed by previousEventId. */
export function createVisitFollower(): VisitFollower {
  const standings = new Map<number, Standing>();
  const open: Standing[] = [];

  const stand = (event: HistoryEvent): Standing => {
    const previous = standings.get(event.previousEventId) ?? NOWHERE;
    if (isEntered(event)) return entered(event.details.name, previous);
    if (isExited(event)) return exited(event.details.name, previous);
    if (event.type === "EvaluationFailed") return openStanding(event.details.state) ?? previous;
    if (event.type === "MapIterationStarted") {
      const map = openStanding(event.details.name) ?? previous;
      return { visit: undefined, scope: `${map.visit?.place ?? event.details.name}[${event.details.index}]/` };
    }
    return previous;
  };
  const entered = (state: string, { visit: from, scope }: Standing): Standing => {
    const visit: FollowedVisit = { state, place: scope + state, from, attempts: 0, failure: undefined, retriedAfter: undefined };
    const standing = { visit, scope };
    open.push(standing);
    return standing;
  };
  // A Parallel's or Map's exit follows an event inside it, so the name decides.
  const exited = (state: string, previous: Standing): Standing => {
    const standing = previous.visit?.state === state ? previous : (openStanding(state) ?? previous);
    if (open.includes(standing)) open.splice(open.indexOf(standing), 1);
    return standing;
  };
  const openStanding = (state: string): Standing | undefined => open.findLast(({ visit }) => visit?.state === state);

  return {
    next(event) {
      const standing = stand(event);
      standings.set(event.id, standing);
      if (standing.visit !== undefined) takeNote(standing.visit, event);
      return standing.visit;
    },
  };
}

function takeNote(visit: FollowedVisit, event: HistoryEvent): void {
  if (event.type.endsWith("Scheduled")) {
    visit.attempts += 1;
    visit.retriedAfter = visit.failure === undefined ? undefined : event.timestamp - visit.failure.at;
    visit.failure = undefined;
  } else if (isFailure(event)) {
    visit.failure = { ...event.details, at: event.timestamp };
  }
}

type EnteredEvent = Extract<HistoryEvent, { type: `${string}StateEntered` }>;
type ExitedEvent = Extract<HistoryEvent, { type: `${string}StateExited` }>;
type FailureEvent = Extract<
  HistoryEvent,
  { type: `${"Task" | "LambdaFunction" | "Activity" | "Evaluation"}${string}${"Failed" | "TimedOut"}` }
>;

function isEntered(event: HistoryEvent): event is EnteredEvent {
  return event.type.endsWith("StateEntered");
}

function isExited(event: HistoryEvent): event is ExitedEvent {
  return event.type.endsWith("StateExited");
}

function isFailure(event: HistoryEvent): event is FailureEvent {
  return /^(Task|LambdaFunction|Activity|Evaluation).*(Failed|TimedOut)$/.test(event.type);
}
