import type { Integration } from "../asl/integration.ts";
import type { JsonValue } from "../base/json.ts";
import type { EventType, Failure } from "../history/event.ts";
import { failureOf } from "../history/failure.ts";
import type { Frame } from "./execution.ts";
import { record } from "./execution.ts";
import { dataLimitExceeded, isTooLarge, weigh } from "./payload-limit.ts";
import type { Attempt } from "./run-work.ts";
import type { TaskEnd } from "./step.ts";
import type { TaskRequest } from "./task.ts";

/** TaskScheduled, LambdaFunctionScheduled or ActivityScheduled. */
export function recordScheduled(frame: Frame, request: TaskRequest, credentialsRole: string | null): void {
  const { integration, resource, parameters } = request;
  switch (integration.kind) {
    case "lambda-function":
      record(frame, "LambdaFunctionScheduled", withLimits({ resource, input: parameters }, request, credentialsRole));
      return;
    case "activity":
      record(frame, "ActivityScheduled", withLimits({ resource, input: parameters }, request, null));
      return;
    case "service":
    case "unknown": {
      const { service: resourceType, eventResource } = integration;
      const { region } = frame.execution.identity;
      record(frame, "TaskScheduled", withLimits({ resourceType, resource: eventResource, region, parameters }, request, credentialsRole));
    }
  }
}

interface Limits {
  timeoutInSeconds?: number;
  heartbeatInSeconds?: number;
  taskCredentials?: { roleArn: string };
}

/** Adds what the task has of these to details that were made for it; a bare function has no heartbeat. */
function withLimits<T extends object>(details: T & Limits, request: TaskRequest, credentialsRole: string | null): T & Limits {
  const { integration, timeoutSeconds, heartbeatSeconds } = request;
  if (timeoutSeconds !== null) details.timeoutInSeconds = timeoutSeconds;
  if (heartbeatSeconds !== null && integration.kind !== "lambda-function") details.heartbeatInSeconds = heartbeatSeconds;
  if (credentialsRole !== null) details.taskCredentials = { roleArn: credentialsRole };
  return details;
}

/** The part of a task event's details that names the service. */
function taskKind({ service, eventResource }: Integration): { readonly resourceType: string; readonly resource: string } {
  return { resourceType: service, resource: eventResource };
}

const NO_DETAILS = {};

/** TaskStarted or LambdaFunctionStarted; an activity starts when a worker takes it. */
export function recordStarted(frame: Frame, { integration }: TaskRequest): void {
  if (integration.kind === "lambda-function") record(frame, "LambdaFunctionStarted", NO_DETAILS);
  else if (integration.kind !== "activity") record(frame, "TaskStarted", taskKind(integration));
}

/** ActivityStarted: a worker has taken the task. */
export function recordActivityStarted(frame: Frame, workerName: string | undefined): void {
  record(frame, "ActivityStarted", workerName === undefined ? {} : { workerName });
}

/** TaskSubmitted: the service has accepted a `.sync` or `.waitForTaskToken` task. */
export function recordSubmitted(frame: Frame, { integration }: TaskRequest, output: JsonValue): void {
  record(frame, "TaskSubmitted", { resourceType: integration.service, resource: integration.eventResource, output });
}

/** The event that ends an attempt, and what it means for the state. */
export function recordOutcome(frame: Frame, request: TaskRequest, answer: TaskEnd): Attempt {
  switch (answer.type) {
    case "succeeded": {
      const { execution } = frame;
      weigh(execution, answer.output);
      if (isTooLarge(execution, answer.output)) return recordOutcome(frame, request, tooLarge(request));
      recordSuccess(frame, request, answer.output);
      return { ok: true, result: answer.output };
    }
    case "timedOut": {
      // Recorded on AWS: the name alone, no cause, and States.Timeout for a missed heartbeat, too.
      recordFailure(frame, request, "TimedOut", { error: "States.Timeout" });
      return { ok: false, failure: { error: "States.Timeout", heartbeat: answer.heartbeat } };
    }
    case "failed": {
      const { error, cause, phase } = answer;
      const failure = failureOf(error, cause);
      recordFailure(frame, request, FAILED_PHASE[phase ?? "run"], failure);
      return { ok: false, failure };
    }
  }
}

function tooLarge({ integration, resource }: TaskRequest): TaskEnd {
  return { type: "failed", ...dataLimitExceeded(integration.kind === "service" ? integration.service : resource) };
}

const FAILED_PHASE = { run: "Failed", schedule: "ScheduleFailed", start: "StartFailed", submit: "SubmitFailed" } as const;

function recordSuccess(frame: Frame, { integration }: TaskRequest, output: JsonValue): void {
  if (integration.kind === "lambda-function") record(frame, "LambdaFunctionSucceeded", { output });
  else if (integration.kind === "activity") record(frame, "ActivitySucceeded", { output });
  else record(frame, "TaskSucceeded", { resourceType: integration.service, resource: integration.eventResource, output });
}

/** Each kind of task has its own set of failure events; a phase that the kind does not have is its plain failure. */
function recordFailure(
  frame: Frame,
  { integration }: TaskRequest,
  phase: "Failed" | "TimedOut" | "ScheduleFailed" | "StartFailed" | "SubmitFailed",
  failure: Failure,
): void {
  if (integration.kind === "lambda-function") {
    record(frame, phase === "SubmitFailed" ? "LambdaFunctionFailed" : `LambdaFunction${phase}`, failure);
  } else if (integration.kind === "activity") {
    record(frame, phase === "SubmitFailed" || phase === "StartFailed" ? "ActivityFailed" : `Activity${phase}`, failure);
  } else {
    const type: EventType = phase === "ScheduleFailed" ? "TaskFailed" : `Task${phase}`;
    record(frame, type, { ...taskKind(integration), ...failure });
  }
}
