import type { TaskState } from "../asl/ast.ts";
import type { TaskRequest } from "../engine/task.ts";
import type { HistoryEvent } from "../history/event.ts";
import { payloadValue } from "../history/payload.ts";
import type { EventScope } from "./event-scopes.ts";
import { createEventScopes } from "./event-scopes.ts";

/** One attempt of a faulted Task that a worker has taken, as the original machine would have asked for it. */
export interface TakenAttempt {
  readonly workerName: string;
  readonly request: TaskRequest;
}

/** Finds out of a copy's events, given in the order of their ids, which attempt each worker has taken. */
export function createAttemptTracker(
  executionArn: string,
  activityArn: string,
  faulted: ReadonlyMap<string, TaskState>,
): (event: HistoryEvent) => TakenAttempt | null {
  const scopeOf = createEventScopes();
  const counts = new Map<string, number>();
  const scheduled = new Map<number, Omit<TaskRequest, "id">>();
  let taken = 0;

  function schedule(event: Extract<HistoryEvent, { type: "ActivityScheduled" }>, { state: name, iteration }: EventScope): void {
    const state = faulted.get(name ?? "");
    if (state === undefined || event.details.resource !== activityArn) return;
    const place = `${iteration ?? ""}/${state.name}`;
    const attempt = (counts.get(place) ?? 0) + 1;
    counts.set(place, attempt);
    scheduled.set(event.id, {
      purpose: "task",
      executionArn,
      state: state.name,
      iteration,
      attempt,
      resource: state.resource.value,
      integration: state.integration,
      parameters: payloadValue(event.details.input),
      timeoutSeconds: event.details.timeoutInSeconds ?? null,
      heartbeatSeconds: event.details.heartbeatInSeconds ?? null,
      taskToken: null,
      scheduledAt: event.timestamp,
    });
  }

  return (event) => {
    const scope = scopeOf(event);
    if (event.type === "ActivityScheduled") schedule(event, scope);
    if (event.type !== "ActivityStarted") return null;
    const request = scheduled.get(event.previousEventId);
    const { workerName } = event.details;
    if (request === undefined || workerName === undefined) return null;
    taken += 1;
    return { workerName, request: { id: taken, ...request } };
  };
}
