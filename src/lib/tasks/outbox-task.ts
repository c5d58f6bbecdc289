import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";
import type { OutboxMessage } from "./outbox.ts";
import { sdkMetadata } from "./sdk-metadata.ts";
import { taskUuid } from "./task-id.ts";

/** What a task published, and what AWS would have answered. */
export interface Published {
  readonly messages: readonly OutboxMessage[];
  readonly output: JsonValue;
}

/** Publishes into the outbox what `sns:publish`, `sqs:sendMessage`, `events:putEvents` and their `aws-sdk` forms (also ses) would send; undefined for any other task. */
export function publish(request: TaskRequest): Published | undefined {
  const { service, action } = request.integration;
  const parameters = isObject(request.parameters) ? request.parameters : {};
  switch (`${service}:${action}`) {
    case "sns:publish":
      return optimised(request, toTopic(request, parameters), { connection: "keep-alive", "Content-Type": "text/xml" });
    case "aws-sdk:sns:publish":
      return toTopic(request, parameters);
    case "sqs:sendMessage":
      return optimised(request, toQueue(request, parameters, "MD5OfMessageBody"), JSON_HEADERS);
    case "aws-sdk:sqs:sendMessage":
      return toQueue(request, parameters, "Md5OfMessageBody");
    case "events:putEvents":
      return optimised(request, toBus(request, parameters), JSON_HEADERS);
    case "aws-sdk:eventbridge:putEvents":
      return toBus(request, parameters);
    case "aws-sdk:ses:sendEmail":
    case "aws-sdk:sesv2:sendEmail":
      return toInbox(request, parameters);
    default:
      return undefined;
  }
}

const JSON_HEADERS = { connection: "keep-alive", "Content-Type": "application/x-amz-json-1.0" };

/** The optimised integrations tell of the HTTP answer, the `aws-sdk` ones do not. */
function optimised(request: TaskRequest, { messages, output }: PublishedObject, headers: Readonly<Record<string, string>>): Published {
  const length = { "Content-Length": String(Buffer.byteLength(JSON.stringify(output))) };
  return { messages, output: { ...output, ...sdkMetadata(request, { ...headers, ...length }) } };
}

interface PublishedObject extends Published {
  readonly output: JsonObject;
}

function toTopic(request: TaskRequest, parameters: JsonObject): PublishedObject {
  const destination = text(parameters, "TopicArn") ?? text(parameters, "TargetArn") ?? text(parameters, "PhoneNumber") ?? "";
  return {
    messages: [message(request, "sns", destination, member(parameters, "Message") ?? null)],
    output: { MessageId: taskUuid(request, "message") },
  };
}

function toQueue(request: TaskRequest, parameters: JsonObject, digest: string): PublishedObject {
  const body = member(parameters, "MessageBody") ?? null;
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  return {
    messages: [message(request, "sqs", text(parameters, "QueueUrl") ?? "", body)],
    output: { [digest]: createHash("md5").update(sent).digest("hex"), MessageId: taskUuid(request, "message") },
  };
}

function toBus(request: TaskRequest, parameters: JsonObject): PublishedObject {
  const entries = member(parameters, "Entries");
  const events = isArray(entries) ? entries.filter(isObject) : [];
  return {
    messages: events.map((event) => message(request, "events", text(event, "EventBusName") ?? "default", event)),
    output: { Entries: events.map((_, index) => ({ EventId: taskUuid(request, `event ${index}`) })), FailedEntryCount: 0 },
  };
}

function toInbox(request: TaskRequest, parameters: JsonObject): PublishedObject {
  const destination = member(parameters, "Destination");
  const to = isObject(destination) ? member(destination, "ToAddresses") : undefined;
  const content = member(parameters, "Message") ?? member(parameters, "Content") ?? null;
  return {
    messages: [message(request, "ses", isArray(to) ? to.filter((address) => typeof address === "string").join(", ") : "", content)],
    output: { MessageId: taskUuid(request, "message") },
  };
}

function message(
  { state, scheduledAt }: TaskRequest,
  service: OutboxMessage["service"],
  destination: string,
  content: JsonValue,
): OutboxMessage {
  return { service, destination, message: content, state, at: scheduledAt };
}

function text(parameters: JsonObject, name: string): string | undefined {
  const value = member(parameters, name);
  return typeof value === "string" ? value : undefined;
}
