import { describe, expect, it } from "vitest";
import type { EventDetails, EventType } from "../../../src/lib/history/event.ts";
import { History } from "../../../src/lib/history/history.ts";
import type { AttemptOutcome } from "../../../src/lib/verify/attempt.ts";
import { endOf } from "../../../src/lib/verify/attempt.ts";

function ended<T extends EventType>(type: T, details: EventDetails[T]): AttemptOutcome | undefined {
  const history = new History();
  history.append(type, 0, 0, details);
  const [event] = history.events;
  return event && endOf(event)?.outcome;
}

const lambda = { resourceType: "lambda", resource: "invoke" };

describe("endOf", () => {
  it.each<{ error: string; want: AttemptOutcome }>([
    { error: "CardDeclined", want: "failed" },
    { error: "States.TaskFailed", want: "failed" },
    { error: "States.DataLimitExceeded", want: "done" },
    { error: "Lambda.TooManyRequestsException", want: "none" },
    { error: "Lambda.ResourceNotFoundException", want: "none" },
    { error: "States.Permissions", want: "none" },
    { error: "DynamoDB.ConditionalCheckFailedException", want: "none" },
    { error: "DynamoDb.ValidationException", want: "none" },
    { error: "States.Timeout", want: "unknown" },
    { error: "States.HeartbeatTimeout", want: "unknown" },
    { error: "Sandbox.Timedout", want: "unknown" },
    { error: "Lambda.Unknown", want: "unknown" },
    { error: "Lambda.ServiceException", want: "unknown" },
    { error: "Lambda.AWSLambdaException", want: "unknown" },
    { error: "Lambda.SdkClientException", want: "unknown" },
    { error: "Lambda.ClientExecutionTimeoutException", want: "unknown" },
    { error: "DynamoDB.SdkClientException", want: "unknown" },
    { error: "States.Http.Socket", want: "unknown" },
    { error: "States.Http.StatusCode.503", want: "unknown" },
    { error: "States.Http.StatusCode.404", want: "failed" },
  ])("takes a task that failed with $error for $want", ({ error, want }) => {
    expect(ended("TaskFailed", { ...lambda, error })).toBe(want);
  });

  it.each<{ name: string; outcome: AttemptOutcome | undefined; want: AttemptOutcome | undefined }>([
    { name: "a success", outcome: ended("ActivitySucceeded", { output: null }), want: "done" },
    { name: "a timeout", outcome: ended("TaskTimedOut", { ...lambda, error: "States.Timeout" }), want: "unknown" },
    { name: "a function that could not be started", outcome: ended("LambdaFunctionStartFailed", {}), want: "none" },
    { name: "a function that could not be scheduled", outcome: ended("LambdaFunctionScheduleFailed", {}), want: "none" },
    { name: "a submission that failed", outcome: ended("TaskSubmitFailed", lambda), want: "unknown" },
    {
      name: "a job that failed",
      outcome: ended("TaskFailed", { resourceType: "ecs", resource: "runTask.sync", error: "States.TaskFailed" }),
      want: "unknown",
    },
    { name: "a failure without a name", outcome: ended("LambdaFunctionFailed", {}), want: "failed" },
    { name: "a start", outcome: ended("TaskStarted", lambda), want: undefined },
  ])("judges $name", ({ outcome, want }) => {
    expect(outcome).toBe(want);
  });
});
