import type { TaskState } from "../asl/ast.ts";
import type { EventDetails, EventType, Failure, HistoryEvent } from "../history/event.ts";
import { createEventScopes } from "./event-scopes.ts";
import { TIMEOUT_ERRORS } from "./fault.ts";

/** What is known of a copy beside its history. */
export interface CopiedMachine {
  /** The Tasks whose work an activity does, as the original has them, by name. */
  readonly faulted: ReadonlyMap<string, TaskState>;
  readonly region: string;
  /** The events of the execution that did an attempt's real work; none where it was not done. */
  readonly realWork: (workerName: string) => readonly HistoryEvent[];
}

/**
 * Turns a copy's events, given in the order of their ids, into those that the original would have had: a faulted Task's activity events
 * become its own kind's. Where the original records a submission, an event is added, and the ids after it move on.
 */
export function createMapBack(copy: CopiedMachine): (event: HistoryEvent) => readonly HistoryEvent[] {
  const scopeOf = createEventScopes();
  const workers = new Map<number, string>();
  /** Ids of the copy's events before which one was added. */
  const added: number[] = [];
  const moved = (id: number): number => id + added.filter((before) => before <= id).length;

  return (event) => {
    const state = copy.faulted.get(scopeOf(event).state ?? "");
    const { id, previousEventId } = event;
    if (state === undefined || !event.type.startsWith("Activity"))
      return [{ ...event, id: moved(id), previousEventId: moved(previousEventId) }];
    const worker = event.type === "ActivityStarted" ? event.details.workerName : workers.get(previousEventId);
    if (worker !== undefined) workers.set(id, worker);
    const work = worker === undefined ? [] : copy.realWork(worker);
    const submitted = isEnd(event) ? work.find(({ type }) => type === "TaskSubmitted") : undefined;
    if (submitted === undefined)
      return [{ ...event, ...original(event, state, copy.region, work), id: moved(id), previousEventId: moved(previousEventId) }];
    const submittedId = moved(id);
    const submission = { ...submitted, timestamp: event.timestamp, id: submittedId, previousEventId: moved(previousEventId) };
    added.push(id);
    return [submission, { ...event, ...original(event, state, copy.region, work), id: submittedId + 1, previousEventId: submittedId }];
  };
}

function isEnd({ type }: HistoryEvent): boolean {
  return type === "ActivitySucceeded" || type === "ActivityFailed" || type === "ActivityTimedOut";
}

type Original = { [T in EventType]: { readonly type: T; readonly details: EventDetails[T] } }[EventType];

/** The event as the original's kind of task has it. */
function original(event: HistoryEvent, state: TaskState, region: string, work: readonly HistoryEvent[]): Original {
  switch (event.type) {
    case "ActivityScheduled":
      return scheduled(event.details, state, region);
    case "ActivityStarted":
      return started(state);
    case "ActivitySucceeded":
      return succeeded(event.details, state);
    case "ActivityTimedOut":
      return failed("TimedOut", event.details, state);
    case "ActivityScheduleFailed":
    case "ActivityFailed":
      // A Task without a timeout of its own times out by being told so.
      if (TIMEOUT_ERRORS.has(event.details.error ?? "")) return failed("TimedOut", { error: "States.Timeout" }, state);
      return failed(failedPhase(work), event.details, state);
    default:
      return event;
  }
}

function scheduled(details: EventDetails["ActivityScheduled"], { resource, integration }: TaskState, region: string): Original {
  const { input, timeoutInSeconds, heartbeatInSeconds } = details;
  const timeout = timeoutInSeconds === undefined ? {} : { timeoutInSeconds };
  const heartbeat = heartbeatInSeconds === undefined ? {} : { heartbeatInSeconds };
  switch (integration.kind) {
    case "lambda-function":
      return { type: "LambdaFunctionScheduled", details: { resource: resource.value, input, ...timeout } };
    case "activity":
      return { type: "ActivityScheduled", details: { resource: resource.value, input, ...timeout, ...heartbeat } };
    case "service":
    case "unknown":
      return { type: "TaskScheduled", details: { ...taskKind(integration), region, parameters: input, ...timeout, ...heartbeat } };
  }
}

function started({ integration }: TaskState): Original {
  switch (integration.kind) {
    case "lambda-function":
      return { type: "LambdaFunctionStarted", details: {} };
    case "activity":
      return { type: "ActivityStarted", details: {} };
    case "service":
    case "unknown":
      return { type: "TaskStarted", details: taskKind(integration) };
  }
}

function succeeded({ output }: EventDetails["ActivitySucceeded"], { integration }: TaskState): Original {
  switch (integration.kind) {
    case "lambda-function":
      return { type: "LambdaFunctionSucceeded", details: { output } };
    case "activity":
      return { type: "ActivitySucceeded", details: { output } };
    case "service":
    case "unknown":
      return { type: "TaskSucceeded", details: { ...taskKind(integration), output } };
  }
}

type FailedPhase = "Failed" | "TimedOut" | "StartFailed" | "SubmitFailed" | "ScheduleFailed";

/** Each kind of task has its own set of failure events; a phase that the kind does not have is its plain failure. */
function failed(phase: FailedPhase, failure: Failure, { integration }: TaskState): Original {
  switch (integration.kind) {
    case "lambda-function":
      return { type: phase === "SubmitFailed" ? "LambdaFunctionFailed" : `LambdaFunction${phase}`, details: failure };
    case "activity":
      return { type: phase === "TimedOut" || phase === "ScheduleFailed" ? `Activity${phase}` : "ActivityFailed", details: failure };
    case "service":
    case "unknown":
      return { type: phase === "ScheduleFailed" ? "TaskFailed" : `Task${phase}`, details: { ...taskKind(integration), ...failure } };
  }
}

/** How the real work failed, where it was real work that did. */
function failedPhase(work: readonly HistoryEvent[]): FailedPhase {
  const last = work.findLast(({ type }) => /(?<!State)Failed$/.test(type) && !type.startsWith("Execution"));
  const [, phase] = /(ScheduleFailed|StartFailed|SubmitFailed)$/.exec(last?.type ?? "") ?? [];
  return (phase as FailedPhase | undefined) ?? "Failed";
}

function taskKind({ service, eventResource }: TaskState["integration"]): { readonly resourceType: string; readonly resource: string } {
  return { resourceType: service, resource: eventResource };
}
