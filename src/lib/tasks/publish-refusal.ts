import type { JsonObject, JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { TaskOutcome, TaskRequest } from "../engine/task.ts";
import { taskUuid } from "./task-id.ts";

type Refusal = Extract<TaskOutcome, { readonly type: "failed" }>;

/** Why AWS would not take a message (recorded): a queue's message without a body, a message to a FIFO queue or topic without its group. */
export function publishRefusal(request: TaskRequest): Refusal | undefined {
  const parameters = isObject(request.parameters) ? request.parameters : {};
  switch (request.integration.service.replace("aws-sdk:", "")) {
    case "sqs": {
      const missing = missingOfQueue(parameters);
      if (missing === undefined) return undefined;
      return refusal(request, "SQS", "MissingParameter", `The request must contain the parameter ${missing}.`);
    }
    case "sns":
      if (!isFifo(member(parameters, "TopicArn")) || hasText(parameters, "MessageGroupId")) return undefined;
      return refusal(request, "SNS", "InvalidParameter", "Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
    default:
      return undefined;
  }
}

/** Whether a topic or queue keeps its messages in order. */
export function isFifo(destination: JsonValue | undefined): boolean {
  return typeof destination === "string" && destination.endsWith(".fifo");
}

function missingOfQueue(parameters: JsonObject): string | undefined {
  const body = member(parameters, "MessageBody") ?? "";
  if (body === "") return "MessageBody";
  return isFifo(member(parameters, "QueueUrl")) && !hasText(parameters, "MessageGroupId") ? "MessageGroupId" : undefined;
}

function hasText(parameters: JsonObject, name: string): boolean {
  const value = member(parameters, name);
  return typeof value === "string" && value !== "";
}

/** Errors that the service's model declares keep their name (recorded for SNS), others are the service's own exception (recorded for SQS). */
function refusal(request: TaskRequest, service: "SQS" | "SNS", code: string, message: string): Refusal {
  const requestId = taskUuid(request, "request");
  const isModelled = service === "SNS";
  if (request.integration.service.startsWith("aws-sdk:")) {
    const name = service === "SNS" ? "Sns" : "Sqs";
    const cause = `${message} (Service: ${name}, Status Code: 400, Request ID: ${requestId})`;
    return { type: "failed", error: `${name}.${isModelled ? `${code}Exception` : `${name}Exception`}`, cause };
  }
  const cause = `${message} (Service: Amazon${service}; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
  return { type: "failed", error: `${service}.${isModelled ? `${code}Exception` : `Amazon${service}Exception`}`, cause };
}
