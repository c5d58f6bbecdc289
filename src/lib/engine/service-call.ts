import { integrationOf } from "../asl/integration.ts";
import type { JsonValue } from "../base/json.ts";
import type { Step, TaskAnswer } from "./step.ts";
import type { TaskOutcome, TaskRequest } from "./task.ts";
import type { Visit } from "./visit.ts";

/** Calls a service for a state, without a word in the history: an item reader's or result writer's object store. */
export function* callService(
  visit: Visit,
  purpose: Exclude<TaskRequest["purpose"], "task">,
  resource: string,
  parameters: JsonValue,
): Step<Exclude<TaskOutcome, { type: "silent" }>> {
  const { execution, iteration } = visit.frame;
  execution.tasks += 1;
  const request: TaskRequest = {
    id: execution.tasks,
    purpose,
    executionArn: execution.identity.executionArn,
    state: visit.state.name,
    iteration,
    attempt: 1,
    resource,
    integration: integrationOf(resource),
    parameters,
    timeoutSeconds: null,
    heartbeatSeconds: null,
    taskToken: null,
    scheduledAt: execution.simulation.now(),
  };
  const answer = (yield { type: "reply", request, reply: execution.simulation.perform(request) }) as TaskAnswer;
  return answer.type === "succeeded" || answer.type === "failed" ? answer : { type: "failed", error: "States.Timeout" };
}
