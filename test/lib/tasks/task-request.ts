import { integrationOf } from "../../../src/lib/asl/integration.ts";
import type { TaskRequest } from "../../../src/lib/engine/task.ts";

/** A request as the engine makes them, with what a test says of it. */
export function taskRequest(resource: string, given: Partial<TaskRequest> = {}): TaskRequest {
  return {
    id: 1,
    purpose: "task",
    executionArn: "arn:aws:states:us-east-1:123456789012:execution:order:run-1",
    state: "ProcessOrder",
    iteration: null,
    attempt: 1,
    resource,
    integration: integrationOf(resource),
    parameters: {},
    timeoutSeconds: null,
    heartbeatSeconds: null,
    taskToken: null,
    scheduledAt: Date.UTC(2026, 0, 5, 9, 30),
    ...given,
  };
}

export const INVOKE = "arn:aws:states:::lambda:invoke";
export const PROCESS_ORDER = "arn:aws:lambda:us-east-1:123456789012:function:process-order";
